import { stat } from 'node:fs/promises';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  foldersAbove,
  folderOf,
  isProjectPath,
  mayBeRecognised,
  type SourceFile,
  withoutTrailing,
} from '../analysis/index.ts';
import { canonicalUri } from './canonical-uri.ts';
import { type ExclusionRules, ignoreFileName, rulesAbove, settingRules } from './exclusions.ts';
import { findFiles, isCandidate, projectFilesAbove, readText as readFile } from './find-files.ts';
import type { Session } from './session.ts';
import { createRoots } from './workspace-roots.ts';

/** The maximum number of files. A workspace with more files is not a workspace of sidecars. */
const MAX_FILES = 20_000;

/** Files that are read at the same time. */
const BATCH = 32;

/** Reads files on disk into the session, at the start and when the editor reports changes. */
export interface DiskFiles {
  /**
   * Adds folders to the workspace and reads them, except for open buffers and what settings or `.gitignore` files leave out.
   * Returns the number of files.
   * @param excludes the values of settings such as `files.exclude`, by folder
   */
  add(folderUris: readonly string[], excludes?: ReadonlyMap<string, readonly unknown[]>): Promise<number>;
  /** Removes folders from the workspace, with the files that are not in another folder of the workspace. */
  remove(folderUris: readonly string[]): void;
  /**
   * Reads files and folders again, by their URIs. Files that do not exist or are not part of the workspace are removed,
   * with everything below them. Editors send one event for a folder that is created, deleted or renamed.
   */
  reread(uris: readonly string[]): Promise<void>;
  /** Reads the project files for an open file if it is outside of the workspace. */
  readProjectsFor(uri: string): Promise<void>;
  /** The folder of the workspace that contains a file. */
  rootOf(uri: string): string | undefined;
}

export function createDiskFiles(session: Session, log: (line: string) => void): DiskFiles {
  const roots = createRoots();
  /** The folders of open files outside of the workspace. */
  const apart = createRoots();
  /** Incremented for every file that is read. If two tasks read the same file, the later one wins. */
  let reading = 0;
  const readAt = new Map<string, number>();
  /** What settings leave out, by the folder of the workspace. */
  const excluded = new Map<string, ExclusionRules>();

  /** Reads each file below a folder in a separate turn, so that pending requests are processed first. */
  async function filesIn(folderUri: string, began: number): Promise<SourceFile[]> {
    const folder = toPath(folderUri);
    const rules = folder === undefined ? undefined : await rulesFor(folderUri, folder, true);
    if (folder === undefined || !rules) return [];
    const { files: paths, truncated, unreadable } = await findFiles(folder, MAX_FILES, rules);
    for (const { folder: below, reason } of unreadable) log(`${below} cannot be read: ${reason}.`);
    if (truncated) log(`${folder} contains more than ${MAX_FILES} YAML and JSON files. The rest is not read.`);
    const files: SourceFile[] = [];
    for (let i = 0; i < paths.length; i += BATCH) {
      const batch = await Promise.all(paths.slice(i, i + BATCH).map(readPlaced));
      for (const [uri, text] of batch.flat()) {
        await nextTurn();
        if (isNewest(uri, began)) files.push(session.readAhead(uri, text));
      }
    }
    return files;
  }

  /** What `.gitignore` files above a file or folder of the workspace, and settings, leave out. Undefined for one that they leave out itself. */
  function rulesFor(uri: string, file: string, isFolder: boolean): ReturnType<typeof rulesAbove> {
    const rootUri = roots.rootOf(`${withoutTrailing(uri, '/')}/`);
    const root = rootUri === undefined ? undefined : toPath(rootUri);
    if (rootUri === undefined || root === undefined) return Promise.resolve([]);
    const names = path.relative(root, file).split(path.sep).filter(Boolean);
    return rulesAbove(root, names, isFolder, excluded.get(rootUri) ?? settingRules([]));
  }

  /** False if the file was read again, or is no longer part of the workspace. */
  const isNewest = (uri: string, began: number): boolean => (readAt.get(uri) ?? 0) <= began && isOurs(uri);

  /** Files of the workspace, and project files above it and above other open files. */
  const isOurs = (uri: string): boolean =>
    roots.hold(uri) || (isProjectPath(uri) && [roots, apart].some((one) => one.areBelow(folderOf(uri))));

  /** The project files above a file or folder. */
  async function projectsAbove(uri: string, began: number): Promise<SourceFile[]> {
    const below = toPath(uri);
    const paths = below === undefined ? [] : await projectFilesAbove(below);
    const read = await Promise.all(paths.map(readPlaced));
    return read.flat().flatMap(([uri, text]) => (isNewest(uri, began) ? session.readAhead(uri, text) : []));
  }

  async function add(folderUris: readonly string[], excludes?: Parameters<DiskFiles['add']>[1]): Promise<number> {
    const began = ++reading;
    roots.add(folderUris);
    for (const [uri, settings] of excludes ?? [])
      excluded.set(`${withoutTrailing(canonicalUri(uri), '/')}/`, settingRules(settings));
    const files: SourceFile[] = [];
    for (const folderUri of folderUris)
      files.push(...(await projectsAbove(folderUri, began)), ...(await filesIn(folderUri, began)));
    await session.takeFiles(files, (uri) => isNewest(uri, began));
    return files.length;
  }

  async function reread(uris: readonly string[]): Promise<void> {
    const began = ++reading;
    const changed = [...new Set(uris.map(canonicalUri).map(folderOfRules))];
    for (const uri of changed) readAt.set(uri, began);
    const held = changed.filter(isOurs);
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
    // Another task has read the file after this one.
    session.setFiles([...texts].filter(([uri]) => (readAt.get(uri) ?? 0) <= began));
  }

  async function readPlaced(file: string): Promise<(readonly [string, string])[]> {
    const text = await readOurs(file);
    return text === undefined ? [] : [[canonicalUri(pathToFileURL(file).href), text]];
  }

  /** The text of a file that may be relevant. Read errors are logged. */
  async function readOurs(file: string): Promise<string | undefined> {
    const read = await readFile(file);
    if (read.kind === 'too-large') log(`${file} is not read: it has ${read.bytes} bytes.`);
    if (read.kind === 'undecodable' && (mayBeRecognised(read.guess) || isProjectPath(pathToFileURL(file).href)))
      log(`${file} is not read: ${read.reason}.`);
    return read.kind === 'text' && mayBeOurs(file, read.text) ? read.text : undefined;
  }

  /** The text on disk. Undefined if there is none, or if the file would not have been read. */
  async function readText(uri: string): Promise<string | undefined> {
    const file = toPath(uri);
    if (file === undefined || !isCandidate(file)) return undefined;
    const isIn = isProjectPath(uri) || (await rulesFor(uri, file, false)) !== undefined;
    return isIn ? readOurs(file) : undefined;
  }

  return {
    add,
    reread,
    rootOf: roots.rootOf,
    async readProjectsFor(uri) {
      if (roots.hold(uri) || toPath(uri) === undefined) return;
      apart.add([folderOf(canonicalUri(uri))]);
      const began = ++reading;
      const projects = await projectsAbove(uri, began);
      session.setFiles(projects.map((file) => [file.uri, file] as const));
    },
    remove(folderUris) {
      roots.remove(folderUris);
      const below = filesBelow(session, folderUris.map(canonicalUri));
      const projects = [...session.workspace.projects.values()].map(({ uri }) => uri);
      const left = [...new Set([...below, ...projects])].filter((uri) => !isOurs(uri));
      session.setFiles(left.map((uri) => [uri, undefined] as const));
    },
  };
}

/** Other rules in a folder may show or hide anything below it. */
const folderOfRules = (uri: string): string => (uri.endsWith(`/${ignoreFileName}`) ? folderOf(uri) : uri);

async function isFolder(file: string | undefined): Promise<boolean> {
  if (file === undefined) return false;
  try {
    return (await stat(file)).isDirectory();
  } catch {
    return false;
  }
}

/** Most JSON files in a workspace are settings and data. Files that cannot be relevant are not kept in memory. */
function mayBeOurs(file: string, text: string): boolean {
  return !/\.json$/i.test(file) || /"(static_?resources|dynamic_?resources|admin|apiVersion)"/i.test(text);
}

/** The files of the session below folders. There may be many of them, for example after an installation. */
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
    // A file URI with a host, which this system does not support.
    return undefined;
  }
}
