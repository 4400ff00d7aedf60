import fs from 'node:fs';
import { readText } from '../files/read-text.ts';
import { findFiles } from '../files/find-files.ts';

export interface InputFile {
  /** As the user wrote it, or below the folder that they wrote. */
  readonly path: string;
  readonly text: string;
}

/** What the paths hold, as workspaces: each folder is one, all single files together are another; isolated, each file is. */
export function readInputs(
  paths: readonly string[],
  isolated: boolean,
): { workspaces: InputFile[][]; unreadable: string[] } {
  const unreadable: string[] = [];
  const folders: InputFile[][] = [];
  const single: InputFile[] = [];
  for (const path of paths) {
    const stat = fs.statSync(path, { throwIfNoEntry: false });
    if (!stat) unreadable.push(`${path}: no such file or folder`);
    else if (stat.isDirectory()) folders.push(readAll(findFiles(path).files, []));
    else single.push(...readAll([path], unreadable));
  }
  const workspaces = [...folders, single].filter((files) => files.length > 0);
  return { workspaces: isolated ? workspaces.flat().map((file) => [file]) : workspaces, unreadable };
}

function readAll(paths: readonly string[], unreadable: string[]): InputFile[] {
  return paths.flatMap((path) => {
    const read = readText(path);
    if (read.kind === 'unreadable') unreadable.push(`${path}: ${read.why}`);
    return read.kind === 'text' ? [{ path, text: read.text }] : [];
  });
}
