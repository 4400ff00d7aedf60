import { DidChangeWatchedFilesNotification, type InitializeParams, WatchKind } from 'vscode-languageserver';
import { foldersAbove, projectFileName } from '../analysis/index.ts';
import { canonicalUri } from './canonical-uri.ts';
import { ignoreFileName } from './exclusions.ts';
import type { Server } from './server.ts';

/** Progress is shown if a scan takes longer than this. */
const QUIET_MS = 500;

/** Reads the files of the workspace and follows their changes on disk. */
export async function followWorkspace(server: Server): Promise<void> {
  const { connection, diskFiles, features, guard, initialize } = server;
  connection.onDidChangeWatchedFiles(({ changes }) =>
    guard.inBackground('reading changed files', () => diskFiles.reread(changes.map(({ uri }) => uri))),
  );
  if (features.workspaceFolders) {
    connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
      diskFiles.remove(uris(removed));
      return guard.inBackground('reading added folders', () => scan(server, uris(added)));
    });
  }
  if (features.dynamicWatchedFiles) {
    const watchers = [
      ...(features.watchedFolders ? foldersOf(initialize).flatMap(projectWatchers) : []),
      { globPattern: '**/*.{yaml,yml,json}' },
      { globPattern: `**/${ignoreFileName}` },
      // There is one event for a folder that is created, deleted or renamed, and its name does not show which files it
      // contains.
      { globPattern: '**/*', kind: WatchKind.Create | WatchKind.Delete },
    ];
    await guard.request('to watch files', undefined, () =>
      connection.client.register(DidChangeWatchedFilesNotification.type, { watchers }),
    );
  }
  await scan(server, foldersOf(initialize));
}

/** Project files above the workspace apply to it, too. */
const projectWatchers = (folderUri: string) =>
  foldersAbove(canonicalUri(folderUri))
    .filter((folder) => /^file:\/\/[^/]*\/[^/]/.test(folder))
    .map((baseUri) => ({ globPattern: { baseUri, pattern: projectFileName } }));

function foldersOf({ workspaceFolders, rootUri }: InitializeParams): string[] {
  if (workspaceFolders) return uris(workspaceFolders);
  return rootUri ? [rootUri] : [];
}

const uris = (folders: readonly { readonly uri: string }[]): string[] => folders.map(({ uri }) => uri);

async function scan(server: Server, folderUris: readonly string[]): Promise<void> {
  const { connection, diskFiles, features, guard } = server;
  const started = Date.now();
  const progress = features.progress ? delayedProgress(connection, guard) : () => {};
  try {
    const count = await diskFiles.add(folderUris, await excludes(server, folderUris));
    connection.console.info(`Read ${count} files in ${Date.now() - started} ms.`);
  } finally {
    progress();
  }
}

/** The settings of editors that hide files and keep them out of searches, by folder. */
async function excludes(
  { connection, features, guard }: Server,
  folderUris: readonly string[],
): Promise<ReadonlyMap<string, readonly unknown[]>> {
  if (!features.configuration || folderUris.length === 0) return new Map();
  const sections = ['files.exclude', 'search.exclude'];
  const items = folderUris.flatMap((scopeUri) => sections.map((section) => ({ scopeUri, section })));
  const values: unknown = await guard.request('to tell which files are hidden', undefined, () =>
    connection.workspace.getConfiguration(items),
  );
  if (!Array.isArray(values)) return new Map();
  const count = sections.length;
  return new Map(folderUris.map((uri, i) => [uri, values.slice(i * count, (i + 1) * count)]));
}

/** Shows progress if the work takes too long. Calling the result ends the progress. */
function delayedProgress(connection: Server['connection'], guard: Server['guard']): () => void {
  const shown = { done: undefined as (() => void) | undefined, ended: false };
  const timer = setTimeout(async () => {
    const progress = await guard.request('to show progress', undefined, () =>
      connection.window.createWorkDoneProgress(),
    );
    if (!progress) return;
    progress.begin('Envoy Sidecar', undefined, 'Reading the files of the workspace');
    shown.done = () => progress.done();
    if (shown.ended) progress.done();
  }, QUIET_MS);
  return () => {
    shown.ended = true;
    clearTimeout(timer);
    shown.done?.();
  };
}
