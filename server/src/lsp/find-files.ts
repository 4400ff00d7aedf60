import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { projectFileName } from '../analysis/index.ts';
import { type DecodedText, decodeText } from './decode-text.ts';
import { ignoreFileName, isLeftOut, type PlacedRules, rulesIn } from './exclusions.ts';

/** Folders that do not contain files of the user. */
const skippedFolders = new Set(['node_modules', '.git', '.hg', '.svn', '.venv', '.terraform']);

export const isSkippedFolder = (name: string): boolean => skippedFolders.has(name);

/** Larger files are not read. Files that are written by hand are much smaller. */
export const MAX_FILE_BYTES = 5 * 1024 * 1024;

export interface FoundFiles {
  /** Absolute paths, in the order of their folders. */
  readonly files: readonly string[];
  /** True if there are more files than the limit. */
  readonly truncated: boolean;
  /** Folders whose entries cannot be listed. */
  readonly unreadable: readonly { readonly folder: string; readonly reason: string }[];
}

/**
 * Finds the YAML and JSON files below a folder, without those that a `.gitignore` in it or below leaves out. It does not follow links
 * to folders, so there are no cycles.
 * @param above the rules of the folders above, and of settings
 */
export async function findFiles(
  folder: string,
  limit: number,
  above: readonly PlacedRules[] = [],
): Promise<FoundFiles> {
  const files: string[] = [];
  const unreadable: { folder: string; reason: string }[] = [];
  const folders: { at: string; names: readonly string[]; rules: readonly PlacedRules[] }[] = [
    { at: folder, names: [], rules: above },
  ];
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    const { at, names, rules: outer } = next;
    const entries = await entriesOf(at);
    if (typeof entries === 'string') {
      unreadable.push({ folder: at, reason: entries });
      continue;
    }
    const rules = await withOwnRules(at, names, outer, entries);
    for (const entry of entries) {
      const entryPath = path.join(at, entry.name);
      const below = [...names, entry.name];
      if (entry.isDirectory() && !isSkippedFolder(entry.name)) {
        if (!isLeftOut(rules, below, true)) folders.push({ at: entryPath, names: below, rules });
      } else if (
        isCandidate(entry.name) &&
        !isLeftOut(rules, below, false) &&
        (entry.isFile() || (await isLinkToFile(entry, entryPath)))
      )
        files.push(entryPath);
      if (files.length >= limit) return { files, truncated: true, unreadable };
    }
  }
  return { files, truncated: false, unreadable };
}

async function withOwnRules(
  folder: string,
  names: readonly string[],
  outer: readonly PlacedRules[],
  entries: readonly Dirent[],
): Promise<readonly PlacedRules[]> {
  const own = entries.some(({ name }) => name === ignoreFileName) ? await rulesIn(folder) : undefined;
  return own ? [...outer, { above: [], depth: names.length, rules: own }] : outer;
}

/** The project files above a file or folder: in the folder that contains it, and in those above. Nearest first. */
export async function projectFilesAbove(fileOrFolder: string): Promise<readonly string[]> {
  const found: string[] = [];
  let below = path.resolve(fileOrFolder);
  for (let at = path.dirname(below); at !== below; at = path.dirname(at)) {
    const file = path.join(at, projectFileName);
    if (await isFile(file)) found.push(file);
    below = at;
  }
  return found;
}

async function isFile(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

export const isCandidate = (name: string): boolean => /\.(ya?ml|json)$/i.test(name);

export type ReadText =
  | DecodedText
  | { readonly kind: 'too-large'; readonly bytes: number }
  | { readonly kind: 'unreadable'; readonly reason: string };

/**
 * Reads and decodes a file. The byte order mark of a JSON file is kept in its text, because Envoy rejects it only
 * there. In other files it is not part of the text, as in editors.
 */
export async function readText(file: string): Promise<ReadText> {
  try {
    const found = await stat(file);
    if (!found.isFile()) return { kind: 'unreadable', reason: 'it is not a file' };
    if (found.size > MAX_FILE_BYTES) return { kind: 'too-large', bytes: found.size };
    return decodeText(await readFile(file), /\.json$/i.test(file));
  } catch (error) {
    return { kind: 'unreadable', reason: reasonOf(error) };
  }
}

/** The entries of a folder, or why they cannot be listed. */
async function entriesOf(folder: string): Promise<Dirent[] | string> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (error) {
    return reasonOf(error);
  }
}

/** A link without a target, to itself or to a folder has nothing to read. */
async function isLinkToFile(entry: Dirent, entryPath: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) return false;
  try {
    return (await stat(entryPath)).isFile();
  } catch (error) {
    return !leadsNowhere.has(codeOf(error));
  }
}

const leadsNowhere: ReadonlySet<string> = new Set(['ENOENT', 'ELOOP', 'ENOTDIR']);

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'it is a symbolic link loop',
  EISDIR: 'it is a folder',
};

const reasonOf = (error: unknown): string =>
  reasons[codeOf(error)] ?? (error instanceof Error ? error.message : String(error));

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');
