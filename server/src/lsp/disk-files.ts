import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { mayBeRecognised, readAhead, type SourceFile } from '../analysis/index.ts';
import { canonicalUri } from './canonical-uri.ts';
import { findFiles, isCandidate, readText } from './find-files.ts';
import type { Session } from './session.ts';

/** More files than this are not read; a workspace with so many is no workspace of sidecars. */
const MAX_FILES = 20_000;

/** Files that are read at the same time. */
const BATCH = 32;

/** Brings the files of the disk into the session: at the start, and whenever the editor says that some changed. */
export interface DiskFiles {
  /** Reads the folders; open buffers are left alone. Answers with the number of files taken. */
  scan(folderUris: readonly string[]): Promise<number>;
  /** Drops the files of folders that are no longer part of the workspace. */
  drop(folderUris: readonly string[]): void;
  /** Reads files anew, by their URIs; what is gone, be it a file or a folder, is dropped. */
  reread(uris: readonly string[]): Promise<void>;
  /** The text on disk; undefined where there is none, or where it would not have been read. */
  read(uri: string): Promise<string | undefined>;
}

export function createDiskFiles(session: Session, log: (line: string) => void): DiskFiles {
  async function scan(folderUris: readonly string[]): Promise<number> {
    const files: SourceFile[] = [];
    for (const folderUri of folderUris) {
      const folder = toPath(folderUri);
      if (folder === undefined) continue;
      const { files: paths, truncated, unreadable } = await findFiles(folder, MAX_FILES);
      for (const { folder: below, reason } of unreadable) log(`${below} cannot be read: ${reason}.`);
      if (truncated) log(`${folder} holds more than ${MAX_FILES} YAML and JSON files; the rest is not read.`);
      for (let i = 0; i < paths.length; i += BATCH) {
        const batch = await Promise.all(paths.slice(i, i + BATCH).map(readPlaced));
        for (const [uri, text] of batch.flat()) {
          files.push(readAhead(session.workspace, uri, text));
          // Requests that have arrived go first.
          await nextTurn();
        }
      }
    }
    session.setFiles(files.map((file) => [file.uri, file] as const));
    return files.length;
  }

  async function readPlaced(file: string): Promise<(readonly [string, string])[]> {
    const text = await readOurs(file);
    return text === undefined ? [] : [[canonicalUri(pathToFileURL(file).href), text]];
  }

  /** The text of a file that may be ours; what cannot be read is logged. */
  async function readOurs(file: string): Promise<string | undefined> {
    const read = await readText(file);
    if (read.kind === 'too-large') log(`${file} is not read: it has ${read.bytes} bytes.`);
    if (read.kind === 'undecodable' && mayBeRecognised(read.guess)) log(`${file} is not read: ${read.reason}.`);
    return read.kind === 'text' && mayBeOurs(file, read.text) ? read.text : undefined;
  }

  async function read(uri: string): Promise<string | undefined> {
    const file = toPath(uri);
    return file === undefined || !isCandidate(file) ? undefined : readOurs(file);
  }

  return {
    scan,
    read,
    drop(folderUris) {
      session.setFiles(folderUris.flatMap((uri) => filesBelow(session, uri)).map((uri) => [uri, undefined] as const));
    },
    async reread(uris) {
      const texts = await Promise.all(
        [...new Set(uris.map(canonicalUri))].map(async (uri) => [uri, await read(uri)] as const),
      );
      const below = texts.flatMap(([uri, text]) => (text === undefined ? filesBelow(session, uri) : []));
      session.setFiles([...texts, ...below.map((uri) => [uri, undefined] as const)]);
    },
  };
}

/** Most JSON files of a workspace are settings and data: those that cannot be ours are not kept in memory. */
function mayBeOurs(file: string, text: string): boolean {
  return !/\.json$/i.test(file) || /"(static_?resources|dynamic_?resources|admin|apiVersion)"/i.test(text);
}

function filesBelow(session: Session, folderUri: string): string[] {
  const prefix = `${canonicalUri(folderUri).replace(/\/$/, '')}/`;
  return [...session.workspace.files.keys()].filter((uri) => uri.startsWith(prefix));
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
