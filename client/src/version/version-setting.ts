import * as vscode from 'vscode';
import { hasWorkspace } from './version-ui.ts';

const { ConfigurationTarget, workspace } = vscode;
const name = 'envoyVersion';
const settings = () => workspace.getConfiguration('envoySidecar');

/** True where the settings name a version, on whatever level. */
export const isVersionSet = (): boolean => Boolean(settings().get(name));

/** Writes the version for the workspace, for the person where none is open; removes it on every level without one. */
export async function writeVersionSetting(version: string | undefined): Promise<void> {
  if (version !== undefined) {
    const target = hasWorkspace() ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
    return settings().update(name, version, target);
  }
  const { workspaceValue, globalValue } = settings().inspect(name) ?? {};
  if (workspaceValue !== undefined) await settings().update(name, undefined, ConfigurationTarget.Workspace);
  if (globalValue !== undefined) await settings().update(name, undefined, ConfigurationTarget.Global);
}
