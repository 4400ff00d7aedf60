import * as vscode from 'vscode';
import type { WorkspaceEdit } from 'vscode-languageserver-types';
import {
  type PlaceParams,
  type TargetVersionStatus,
  targetVersionMethod,
  type VersionCommentParams,
  versionCommentMethod,
} from '../../../server/src/protocol.ts';
import { toVsCodeEdit } from '../to-vs-code-edit.ts';
import {
  chooseVersion,
  type VersionPlace,
  type VersionRequest,
  type VersionResult,
} from '../version/choose-version.ts';
import { isVersionSet, writeVersionSetting } from '../version/version-setting.ts';
import { pickPlace, pickVersion } from '../version/version-ui.ts';
import type { CommandServices } from './command-services.ts';
import { commandIds } from '../command-ids.ts';

/**
 * `envoySidecar.selectEnvoyVersion({uri?, version?, in?}?)`: selects the version of Envoy that a file is checked for.
 * The user is asked for missing arguments; without a `uri`, the file in the active editor is used.
 */
export function registerSelectEnvoyVersion(services: CommandServices): vscode.Disposable {
  return vscode.commands.registerCommand(commandIds.selectEnvoyVersion, async (argument: unknown) => {
    const request = requestOf(argument);
    const result: VersionResult = request ? await chooseVersion(portsOf(services), request) : { kind: 'no-config' };
    tell(result);
    return result;
  });
}

function portsOf({ request }: CommandServices) {
  return {
    target: (uri: string) => request<TargetVersionStatus | null>(targetVersionMethod, { uri } satisfies PlaceParams),
    isSet: isVersionSet,
    pickVersion,
    pickPlace,
    writeComment: (uri: string, version: string | undefined) =>
      writeComment(request, { uri, ...(version && { version }) }),
    writeSetting: writeVersionSetting,
  };
}

/** The edit is not saved and can be undone. */
async function writeComment(
  request: CommandServices['request'],
  params: VersionCommentParams,
): Promise<string | undefined> {
  const edit = await request<WorkspaceEdit>(versionCommentMethod, params);
  if ('refused' in edit) return edit.refused;
  if (await vscode.workspace.applyEdit(toVsCodeEdit(edit))) return undefined;
  return vscode.l10n.t('The version comment could not be written.');
}

function tell(result: VersionResult): void {
  if (result.kind === 'refused') void vscode.window.showWarningMessage(result.reason);
  const sentence = sentenceFor(result);
  if (sentence !== undefined) void vscode.window.showInformationMessage(sentence);
}

function sentenceFor({ kind }: VersionResult): string | undefined {
  if (kind === 'no-config') return vscode.l10n.t('Open an Envoy config or its sidecar manifest first.');
  if (kind !== 'automatic-already') return undefined;
  return vscode.l10n.t(
    'No comment or setting specifies an Envoy version. The version of the image or the newest version already applies.',
  );
}

function requestOf(argument: unknown): VersionRequest | undefined {
  const given = typeof argument === 'object' && argument !== null ? argument : {};
  const uri = textIn(given, 'uri') ?? vscode.window.activeTextEditor?.document.uri.toString();
  const version = textIn(given, 'version');
  const place = places.find((candidate) => candidate === textIn(given, 'in'));
  return uri === undefined ? undefined : { uri, ...(version && { version }), ...(place && { in: place }) };
}

const places: readonly VersionPlace[] = ['file', 'settings', 'both'];

function textIn(given: object, name: string): string | undefined {
  const value: unknown = Object.entries(given).find(([key]) => key === name)?.[1];
  return typeof value === 'string' ? value : undefined;
}
