import * as vscode from 'vscode';
import { hasWorkspace } from './version-ui.ts';

const { ConfigurationTarget, workspace } = vscode;
const name = 'envoyVersion';
const settings = () => workspace.getConfiguration('envoySidecar');

/** True if the settings contain a version, at any level. */
export const isVersionSet = (): boolean => Boolean(settings().get(name));

/**
 * Writes the version to the workspace settings, or to the user settings if no workspace is open. Without a version, it
 * is removed from all levels.
 */
export async function writeVersionSetting(version: string | undefined): Promise<void> {
  if (version !== undefined) {
    const target = hasWorkspace() ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
    return settings().update(name, version, target);
  }
  const { workspaceValue, globalValue } = settings().inspect(name) ?? {};
  if (workspaceValue !== undefined) await settings().update(name, undefined, ConfigurationTarget.Workspace);
  if (globalValue !== undefined) await settings().update(name, undefined, ConfigurationTarget.Global);
}
