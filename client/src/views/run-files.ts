import * as vscode from 'vscode';

export interface RunFiles extends vscode.Disposable {
  /** Remembers the texts that are open now, from which a run is made. */
  begin(): void;
  /** Watches the files of the run, each named once. Those that were not open are read from the disk. */
  watch(uris: readonly string[]): void;
}

/** @param onChange says whether the text of a file of the run is the same as when the run began */
export function watchRunFiles(onChange: (uri: string, same: boolean) => void): RunFiles {
  let texts = new Map<string, string>();
  let watched: readonly string[] = [];
  let watchers: vscode.Disposable[] = [];
  const compare = (uri: string, text: string): void => onChange(uri, texts.get(uri) === text);
  const unwatch = (): void => {
    for (const watcher of watchers) watcher.dispose();
    watchers = [];
    watched = [];
  };
  const edits = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    const uri = document.uri.toString();
    if (contentChanges.length > 0 && watched.includes(uri)) compare(uri, document.getText());
  });
  const onDisk = async (uri: string): Promise<void> => {
    // An open document has its own events.
    if (documentOf(uri)) return;
    const text = await readText(uri);
    if (!watched.includes(uri)) return;
    if (!texts.has(uri) && text !== undefined) texts.set(uri, text);
    compare(uri, text ?? '');
  };
  return {
    begin: () => {
      unwatch();
      texts = new Map(vscode.workspace.textDocuments.map((document) => [document.uri.toString(), document.getText()]));
    },
    watch: (uris) => {
      unwatch();
      watched = uris;
      for (const uri of watched) {
        watchers.push(watcherOf(uri, () => void onDisk(uri)));
        const document = documentOf(uri);
        if (!document) void onDisk(uri);
        else if (texts.has(uri)) compare(uri, document.getText());
        else texts.set(uri, document.getText());
      }
    },
    dispose: () => {
      unwatch();
      edits.dispose();
    },
  };
}

const documentOf = (uri: string): vscode.TextDocument | undefined =>
  vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri);

function watcherOf(uri: string, onEvent: () => void): vscode.Disposable {
  const file = vscode.Uri.parse(uri);
  const name = file.path.split('/').at(-1) ?? '';
  const pattern = new vscode.RelativePattern(vscode.Uri.joinPath(file, '..'), name);
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  watcher.onDidChange(onEvent);
  watcher.onDidDelete(onEvent);
  return watcher;
}

async function readText(uri: string): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.parse(uri)));
  } catch {
    // It was deleted.
    return undefined;
  }
}
