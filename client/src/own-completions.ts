import * as vscode from 'vscode';
import type { Middleware } from 'vscode-languageclient/node';

/**
 * If the server knows a document but has nothing to offer, VS Code would fill the list with words of the text. An item that
 * matches no word keeps them out. For documents that it does not know, the server answers null.
 */
export const ownCompletions: NonNullable<Middleware['provideCompletionItem']> = async (
  document,
  position,
  context,
  token,
  next,
) => {
  const answer = await next(document, position, context, token);
  const items = Array.isArray(answer) ? answer : answer?.items;
  return items?.length === 0 ? [neverMatching(document, position)] : answer;
};

/** What is compared with its filter text is the whole line up to the cursor. It is only shown where that is blank. */
function neverMatching(document: vscode.TextDocument, position: vscode.Position): vscode.CompletionItem {
  const item = new vscode.CompletionItem(vscode.l10n.t('No suggestions'));
  item.filterText = '\u0000';
  item.insertText = document.getText(new vscode.Range(position.with({ character: 0 }), position));
  item.range = new vscode.Range(position.with({ character: 0 }), position);
  return item;
}
