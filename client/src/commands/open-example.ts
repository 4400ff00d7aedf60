import * as vscode from 'vscode';
import type { CommandServices } from './command-services.ts';

/** The files of the example, the one to look at last. */
const files = ['service.yaml', 'envoy.yaml', 'pod.yaml'];

/** What the walkthrough waits for. */
const seenKey = 'envoySidecar.exampleMistakeSeen';
const fixedKey = 'envoySidecar.exampleFixed';

/** `envoySidecar.openExample`: opens a copy of the example with mistakes, which is the same one until the user changes it. */
export const registerOpenExample = ({ context }: CommandServices): vscode.Disposable =>
  vscode.commands.registerCommand('envoySidecar.openExample', async () => {
    const example = vscode.Uri.joinPath(context.extensionUri, 'examples', 'port-mismatch');
    const copy = await unchangedCopy(example, context.globalStorageUri);
    const uris = files.map((file) => vscode.Uri.joinPath(copy, file));
    followProblems(context, uris);
    for (const uri of uris) await vscode.window.showTextDocument(uri, { preview: false });
  });

/** The first folder that has not been changed. Nothing is overwritten. */
async function unchangedCopy(example: vscode.Uri, storage: vscode.Uri): Promise<vscode.Uri> {
  for (let number = 1; ; number++) {
    const copy = vscode.Uri.joinPath(storage, number === 1 ? 'port-mismatch' : `port-mismatch-${number}`);
    const isSame = await Promise.all(files.map((file) => hasSameText(example, copy, file)));
    if (isSame.every((one) => one === undefined)) {
      for (const file of files)
        await vscode.workspace.fs.copy(vscode.Uri.joinPath(example, file), vscode.Uri.joinPath(copy, file));
      return copy;
    }
    if (isSame.every((one) => one === true)) return copy;
  }
}

/** Undefined if the copy has no such file. */
async function hasSameText(example: vscode.Uri, copy: vscode.Uri, file: string): Promise<boolean | undefined> {
  const text = (folder: vscode.Uri) => vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, file));
  const written = await text(copy).then(
    (bytes) => bytes,
    () => undefined,
  );
  return written && Buffer.compare(written, await text(example)) === 0;
}

/** Tells the walkthrough when the problems of the example are shown, and when they are gone. */
function followProblems(context: vscode.ExtensionContext, uris: readonly vscode.Uri[]): void {
  let seen = false;
  const follow = vscode.languages.onDidChangeDiagnostics(() => {
    const found = uris.flatMap((uri) => vscode.languages.getDiagnostics(uri));
    const count = found.filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning).length;
    if (count > 0 && !seen) {
      seen = true;
      void vscode.commands.executeCommand('setContext', seenKey, true);
    } else if (count === 0 && seen) {
      void vscode.commands.executeCommand('setContext', fixedKey, true);
      follow.dispose();
    }
  });
  context.subscriptions.push(follow);
}
