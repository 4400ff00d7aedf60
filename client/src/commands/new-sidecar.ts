import * as vscode from 'vscode';
import {
  type CheckedSidecar,
  checkSidecarMethod,
  type NewSidecar,
  type NewSidecarParams,
  newSidecarMethod,
  type Refusal,
} from '../../../server/src/protocol.ts';
import { askForSidecar } from '../new-sidecar/ask-sidecar.ts';
import { toVsCodeEdit } from '../to-vs-code-edit.ts';
import type { CommandServices } from './command-services.ts';

export type NewSidecarResult =
  | { readonly kind: 'created'; readonly uri: string }
  | { readonly kind: 'cancelled' | 'refused' | 'not-written' };

/**
 * `envoySidecar.newSidecar(folder?)`: asks what the sidecar is for, writes its manifests into a folder and opens them. Without a
 * folder in the window, they are in a document without a file.
 */
export const registerNewSidecar = ({ request }: CommandServices): vscode.Disposable =>
  vscode.commands.registerCommand('envoySidecar.newSidecar', async (place: unknown): Promise<NewSidecarResult> => {
    const folder = await folderFor(place);
    if (folder === 'cancelled') return { kind: 'cancelled' };
    const answers = await askForSidecar((given) => request<CheckedSidecar>(checkSidecarMethod, given));
    if (!answers) return { kind: 'cancelled' };
    if ('refused' in answers) return refuse(answers);
    const into = folder && { folder: folder.toString(), taken: await namesIn(folder) };
    const made = await request<NewSidecar>(newSidecarMethod, {
      answers,
      ...(into && { into }),
    } satisfies NewSidecarParams);
    if ('refused' in made) return refuse(made);
    return 'text' in made ? openText(made.text) : writeFiles(made);
  });

function refuse({ refused }: Refusal): NewSidecarResult {
  void vscode.window.showWarningMessage(refused);
  return { kind: 'refused' };
}

/** The folder that was clicked, or that of the file. Otherwise the folder of the workspace, which is asked for if there are several. */
async function folderFor(place: unknown): Promise<vscode.Uri | 'cancelled' | undefined> {
  if (place instanceof vscode.Uri && place.scheme === 'file') {
    const { type } = await vscode.workspace.fs.stat(place);
    return type & vscode.FileType.Directory ? place : vscode.Uri.joinPath(place, '..');
  }
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length < 2) return folders[0]?.uri;
  const placeHolder = vscode.l10n.t('The folder of the new files');
  return (await vscode.window.showWorkspaceFolderPick({ placeHolder, ignoreFocusOut: true }))?.uri ?? 'cancelled';
}

const namesIn = async (folder: vscode.Uri): Promise<readonly string[]> =>
  (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name);

async function openText(content: string): Promise<NewSidecarResult> {
  const document = await vscode.workspace.openTextDocument({ language: 'yaml', content });
  await vscode.window.showTextDocument(document);
  return { kind: 'created', uri: document.uri.toString() };
}

async function writeFiles({ edit, uri }: Extract<NewSidecar, { edit: unknown }>): Promise<NewSidecarResult> {
  const changes = toVsCodeEdit(edit);
  // What the user has not saved in a file that is changed stays unsaved.
  const unsaved = new Set(vscode.workspace.textDocuments.filter((one) => one.isDirty).map((one) => one.uri.toString()));
  if (!(await vscode.workspace.applyEdit(changes))) {
    void vscode.window.showErrorMessage(vscode.l10n.t('The files of the new sidecar could not be written.'));
    return { kind: 'not-written' };
  }
  for (const [changed] of changes.entries())
    if (!unsaved.has(changed.toString())) await (await vscode.workspace.openTextDocument(changed)).save();
  await vscode.window.showTextDocument(vscode.Uri.parse(uri), { preview: false });
  return { kind: 'created', uri };
}
