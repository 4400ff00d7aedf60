import * as vscode from 'vscode';
import type { WorkspaceEdit } from 'vscode-languageserver-types';

/** An edit of the language server's as VS Code applies it. A file that it creates must not exist. */
export function toVsCodeEdit(edit: WorkspaceEdit): vscode.WorkspaceEdit {
  const result = new vscode.WorkspaceEdit();
  for (const change of edit.documentChanges ?? [])
    if ('kind' in change && change.kind === 'create') result.createFile(vscode.Uri.parse(change.uri));
  const changed = (edit.documentChanges ?? []).flatMap((change) => ('edits' in change ? [change] : []));
  const byFile = [
    ...Object.entries(edit.changes ?? {}),
    ...changed.map(({ textDocument, edits }) => [textDocument.uri, edits] as const),
  ];
  for (const [uri, edits] of byFile) {
    for (const change of edits) {
      if (!('newText' in change)) continue;
      const { start, end } = change.range;
      const range = new vscode.Range(start.line, start.character, end.line, end.character);
      result.replace(vscode.Uri.parse(uri), range, change.newText);
    }
  }
  return result;
}
