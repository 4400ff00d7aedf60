import { stat } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { canonicalUri } from '../lsp/canonical-uri.ts';
import { findFiles, readText } from '../lsp/find-files.ts';

/** A file to check. */
export interface Input {
  readonly uri: string;
  /** As the user would write it: below the path that was given. */
  readonly shown: string;
  readonly text: string;
}

export interface Inputs {
  /** One for each folder, and one for the files that were named: the workspaces. */
  readonly groups: readonly (readonly Input[])[];
  /** What was named and cannot be read. */
  readonly problems: readonly string[];
  /** What was found and left out. */
  readonly notes: readonly string[];
}

const MAX_FILES = 100_000;

/** Reads the files and folders that were named on the command line. */
export async function readInputs(paths: readonly string[]): Promise<Inputs> {
  const named: Input[] = [];
  const folders: Input[][] = [];
  const problems: string[] = [];
  const notes: string[] = [];
  for (const given of [...new Set(paths)]) {
    if (await isFolder(given)) {
      const { files, truncated } = await findFiles(given, MAX_FILES);
      if (truncated) notes.push(`${given} holds more than ${MAX_FILES} files; the rest is not checked.`);
      const inputs: Input[] = [];
      for (const file of files) await take(file, inputs, notes, notes);
      folders.push(inputs);
    } else {
      await take(given, named, problems, notes);
    }
  }
  return { groups: [named, ...folders].filter((group) => group.length > 0), problems, notes };
}

async function take(file: string, inputs: Input[], unreadable: string[], notes: string[]): Promise<void> {
  const read = await readText(file);
  if (read.kind === 'unreadable') unreadable.push(`${file} cannot be read: ${read.reason}.`);
  else if (read.kind === 'too-large') notes.push(`${file} is not checked: it has ${read.bytes} bytes.`);
  else inputs.push({ uri: canonicalUri(pathToFileURL(path.resolve(file)).href), shown: file, text: read.text });
}

async function isFolder(given: string): Promise<boolean> {
  try {
    return (await stat(given)).isDirectory();
  } catch {
    return false;
  }
}
