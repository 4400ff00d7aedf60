import * as vscode from 'vscode';
import type { TargetVersionStatus } from '../../../server/src/protocol.ts';
import { automatic, type PlaceQuestion, type VersionChoice, type VersionPlace } from './choose-version.ts';
import { describeOrigin, minorOf } from './describe-target.ts';

const { l10n } = vscode;

interface Choice<T> extends vscode.QuickPickItem {
  readonly value?: T;
}

/** An item that sets no version, and the known versions, newest first. Enter keeps the current version. */
export function pickVersion(target: TargetVersionStatus): Promise<VersionChoice | undefined> {
  const named = target.origin === 'comment' || target.origin === 'setting';
  const current = named ? minorOf(target.version) : automatic;
  const choices: Choice<VersionChoice>[] = [
    { label: l10n.t('From the image, or newest'), value: automatic },
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    ...target.known.map((version) => ({ label: `Envoy ${version}`, value: version })),
  ];
  const now = l10n.t('now {0}, {1}', target.version, describeOrigin(target, l10n));
  const items = choices.map((choice) => (choice.value === current ? { ...choice, description: now } : choice));
  const active = items.find(({ value }) => value === current);
  return pick(l10n.t('Envoy version to check against'), items, active);
}

export function pickPlace({ target, version, places }: PlaceQuestion): Promise<VersionPlace | undefined> {
  const items = places.map((place) => ({ ...placeItem(place, target, version), value: place }));
  const title =
    version === automatic
      ? l10n.t('Check against the image version or the newest Envoy: select what to remove')
      : l10n.t('Check against Envoy {0}: select where to save', version);
  return pick(title, items);
}

function placeItem(place: VersionPlace, target: TargetVersionStatus, version: VersionChoice): vscode.QuickPickItem {
  const file = target.commentIn ?? '';
  if (version === automatic) {
    return {
      label: place === 'both' ? l10n.t('The comment and the setting') : l10n.t('The comment in {0}', file),
      ...(place === 'file' && { description: l10n.t('then the setting applies') }),
    };
  }
  if (place === 'file') {
    return {
      label: l10n.t('In {0}', file),
      description: `# envoy-sidecar: version=${version}`,
      detail: l10n.t('As a comment, which applies to everyone who checks the file'),
    };
  }
  const label = hasWorkspace() ? l10n.t('In the settings of the workspace') : l10n.t('In your settings');
  return {
    label,
    description: `envoySidecar.envoyVersion`,
    detail:
      target.origin === 'comment'
        ? l10n.t('For all files without a comment; {0} has one, which takes precedence', target.namedIn ?? '')
        : l10n.t('For all files without a comment'),
  };
}

function pick<T>(title: string, items: readonly Choice<T>[], active?: Choice<T>): Promise<T | undefined> {
  const box = vscode.window.createQuickPick<Choice<T>>();
  box.title = title;
  box.items = items;
  if (active) box.activeItems = [active];
  return new Promise((resolve) => {
    box.onDidAccept(() => {
      resolve(box.selectedItems[0]?.value);
      box.hide();
    });
    box.onDidHide(() => {
      resolve(undefined);
      box.dispose();
    });
    box.show();
  });
}

/** True if the open folder or file allows settings to be saved. */
export const hasWorkspace = (): boolean =>
  vscode.workspace.workspaceFile !== undefined || (vscode.workspace.workspaceFolders ?? []).length > 0;
