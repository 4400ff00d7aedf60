import { stat } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { foldersAbove, mayBeRecognised, readAhead, type SourceFile, withoutTrailing } from '../analysis/index.ts';
import { canonicalUri } from './canonical-uri.ts';
import { findFiles, isCandidate, readText as readFile } from './find-files.ts';
import type { Session } from './session.ts';
import { createRoots } from './workspace-roots.ts';

/** More files than this are not read; a workspace with so many is no workspace of sidecars. */
const MAX_FILES = 20_000;

/** Files that are read at the same time. */
const BATCH = 32;

/** Brings the files of the disk into the session: at the start, and whenever the editor says that some changed. */
export interface DiskFiles {
  /** Takes folders into the workspace and reads them; open buffers are left alone. Answers with the number of files taken. */
  add(folderUris: readonly string[]): Promise<number>;
  /** Takes folders out of the workspace, with the files that no other folder of it holds. */
  remove(folderUris: readonly string[]): void;
  /**
   * Reads files and folders anew, by their URIs. What is gone or is no part of the workspace is dropped, with what was below.
   * A folder is one event for an editor, whether it came, went or was renamed.
   */
  reread(uris: readonly string[]): Promise<void>;
}

export function createDiskFiles(session: Session, log: (line: string) => void): DiskFiles {
  const roots = createRoots();
  /** Counts up with every file that was read: of two that read the same file, the one that began later is right. */
  let reading = 0;
  const readAt = new Map<string, number>();

  /** The files below a folder, each read in its own turn: requests that have arrived go first. */
  async function filesIn(folderUri: string, began: number): Promise<SourceFile[]> {
    const folder = toPath(folderUri);
    if (folder === undefined) return [];
    const { files: paths, truncated, unreadable } = await findFiles(folder, MAX_FILES);
    for (const { folder: below, reason } of unreadable) log(`${below} cannot be read: ${reason}.`);
    if (truncated) log(`${folder} contains more than ${MAX_FILES} YAML and JSON files. The rest is not read.`);
    const files: SourceFile[] = [];
    for (let i = 0; i < paths.length; i += BATCH) {
      const batch = await Promise.all(paths.slice(i, i + BATCH).map(readPlaced));
      for (const [uri, text] of batch.flat()) {
        await nextTurn();
        if (isNewest(uri, began)) files.push(readAhead(session.workspace, uri, text));
      }
    }
    return files;
  }

  /** False where the file was read since, or is no part of the workspace any more. */
  const isNewest = (uri: string, began: number): boolean => (readAt.get(uri) ?? 0) <= began && roots.hold(uri);

  async function add(folderUris: readonly string[]): Promise<number> {
    const began = ++reading;
    roots.add(folderUris);
    const files: SourceFile[] = [];
    for (const folderUri of folderUris) files.push(...(await filesIn(folderUri, began)));
    await session.takeFiles(files, (uri) => isNewest(uri, began));
    return files.length;
  }

  async function reread(uris: readonly string[]): Promise<void> {
    const began = ++reading;
    const changed = [...new Set(uris.map(canonicalUri))];
    for (const uri of changed) readAt.set(uri, began);
    const held = changed.filter(roots.hold);
    const read = await Promise.all(held.map(async (uri) => [uri, await readText(uri)] as const));
    const folders = read.flatMap(([uri, text]) => (text === undefined ? [uri] : []));
    const found = await Promise.all(
      folders.map(async (uri) => ((await isFolder(toPath(uri))) ? await filesIn(uri, began) : [])),
    );
    const texts = new Map<string, string | SourceFile | undefined>(
      [...changed, ...filesBelow(session, folders)].map((uri) => [uri, undefined]),
    );
    for (const [uri, text] of read) texts.set(uri, text);
    for (const file of found.flat()) texts.set(file.uri, file);
    // What was read again meanwhile is newer than this.
    session.setFiles([...texts].filter(([uri]) => (readAt.get(uri) ?? 0) <= began));
  }

  async function readPlaced(file: string): Promise<(readonly [string, string])[]> {
    const text = await readOurs(file);
    return text === undefined ? [] : [[canonicalUri(pathToFileURL(file).href), text]];
  }

  /** The text of a file that may be ours; what cannot be read is logged. */
  async function readOurs(file: string): Promise<string | undefined> {
    const read = await readFile(file);
    if (read.kind === 'too-large') log(`${file} is not read: it has ${read.bytes} bytes.`);
    if (read.kind === 'undecodable' && mayBeRecognised(read.guess)) log(`${file} is not read: ${read.reason}.`);
    return read.kind === 'text' && mayBeOurs(file, read.text) ? read.text : undefined;
  }

  /** The text on disk; undefined where there is none, or where it would not have been read. */
  async function readText(uri: string): Promise<string | undefined> {
    const file = toPath(uri);
    return file === undefined || !isCandidate(file) ? undefined : readOurs(file);
  }

  return {
    add,
    reread,
    remove(folderUris) {
      roots.remove(folderUris);
      const left = filesBelow(session, folderUris.map(canonicalUri)).filter((uri) => !roots.hold(uri));
      session.setFiles(left.map((uri) => [uri, undefined] as const));
    },
  };
}

async function isFolder(file: string | undefined): Promise<boolean> {
  if (file === undefined) return false;
  try {
    return (await stat(file)).isDirectory();
  } catch {
    return false;
  }
}

/** Most JSON files of a workspace are settings and data: those that cannot be ours are not kept in memory. */
function mayBeOurs(file: string, text: string): boolean {
  return !/\.json$/i.test(file) || /"(static_?resources|dynamic_?resources|admin|apiVersion)"/i.test(text);
}

/** The files that the session has below folders, of which there may be as many as an installation makes. */
function filesBelow(session: Session, folderUris: readonly string[]): string[] {
  const folders = new Set(folderUris.map((uri) => `${withoutTrailing(uri, '/')}/`));
  if (folders.size === 0) return [];
  return [...session.workspace.written.keys()].filter((uri) => foldersAbove(uri).some((folder) => folders.has(folder)));
}

function toPath(uri: string): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    return fileURLToPath(uri);
  } catch {
    // A file URI with a host, where this system knows none.
    return undefined;
  }
}
