import type { Dirent } from 'node:fs';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';

/** Folders that hold no files of the user's own. */
const skippedFolders = new Set(['node_modules', '.git', '.hg', '.svn', '.venv', '.terraform']);

/** Larger files are not read: no hand-written one comes near. */
export const MAX_FILE_BYTES = 5 * 1024 * 1024;

export interface FoundFiles {
  /** Absolute paths, in the order of their folders. */
  readonly files: readonly string[];
  /** True when there were more than the limit. */
  readonly truncated: boolean;
}

/** Finds the YAML and JSON files below a folder. Links to folders are not followed, so there is no loop. */
export async function findFiles(folder: string, limit: number): Promise<FoundFiles> {
  const files: string[] = [];
  const folders = [folder];
  for (let next = folders.pop(); next !== undefined; next = folders.pop()) {
    for (const entry of await entriesOf(next)) {
      const entryPath = path.join(next, entry.name);
      if (entry.isDirectory() && !skippedFolders.has(entry.name)) folders.push(entryPath);
      else if (isCandidate(entry.name) && (entry.isFile() || entry.isSymbolicLink())) files.push(entryPath);
      if (files.length >= limit) return { files, truncated: true };
    }
  }
  return { files, truncated: false };
}

export const isCandidate = (name: string): boolean => /\.(ya?ml|json)$/i.test(name);

export type ReadText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'too-large'; readonly bytes: number }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** Reads a file as UTF-8; bytes that are none become replacement characters. */
export async function readText(file: string): Promise<ReadText> {
  try {
    const found = await stat(file);
    if (!found.isFile()) return { kind: 'unreadable', reason: 'it is not a file' };
    if (found.size > MAX_FILE_BYTES) return { kind: 'too-large', bytes: found.size };
    return { kind: 'text', text: await readFile(file, 'utf8') };
  } catch (error) {
    return { kind: 'unreadable', reason: reasonOf(error) };
  }
}

/** A file or folder that cannot be read has no entries; it may vanish at any time. */
async function entriesOf(folder: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    return [];
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'it may not be read by this user',
  EPERM: 'it may not be read by this user',
  ELOOP: 'it is a link that leads to itself',
  EISDIR: 'it is a folder',
};

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return reasons[code] ?? (error instanceof Error ? error.message : String(error));
}
