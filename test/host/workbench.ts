// What the suites in VS Code share: the opened copy of the examples and waiting for what VS Code does in its own time.
import path from 'node:path';
import * as vscode from 'vscode';

/** A file of the workspace, which is a copy of the examples. */
export function exampleFile(...parts: string[]): vscode.Uri {
  return vscode.Uri.file(path.join(process.env.TEST_WORKSPACE ?? '', ...parts));
}

export async function openExample(...parts: string[]): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(exampleFile(...parts));
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

/** Asks until there is an answer other than undefined or false; fails with `what` after `limit` milliseconds. */
export async function until<T>(
  what: string,
  ask: () => T | undefined | false | Promise<T | undefined | false>,
  limit = 15_000,
): Promise<T> {
  for (const end = Date.now() + limit; Date.now() < end; ) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`Waited ${limit} ms in vain for: ${what}`);
}

/** Our diagnostics of a file, of one code where it is given. */
export function ourDiagnostics(uri: vscode.Uri, code?: string): vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => source === 'envoy-sidecar')
    .filter((diagnostic) => code === undefined || codeOf(diagnostic) === code);
}

export function codeOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** Waits for the first diagnostic of a code in a file. */
export function diagnostic(uri: vscode.Uri, code: string): Promise<vscode.Diagnostic> {
  return until(`${code} in ${path.basename(uri.fsPath)}`, () => ourDiagnostics(uri, code)[0]);
}

/** The quick fixes that VS Code offers at a diagnostic. */
export async function quickFixes(uri: vscode.Uri, at: vscode.Diagnostic): Promise<vscode.CodeAction[]> {
  const kind = vscode.CodeActionKind.QuickFix.value;
  return (
    (await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      at.range,
      kind,
    )) ?? []
  );
}
