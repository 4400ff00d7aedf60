import { stat } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { isProjectPath, mayBeRecognised } from '../analysis/index.ts';
import { canonicalUri } from '../lsp/canonical-uri.ts';
import { findFiles, MAX_FILE_BYTES, projectFilesAbove, readText } from '../lsp/find-files.ts';

/** A file to check. */
export interface Input {
  readonly uri: string;
  /** As the user would write it, relative to the given path. */
  readonly shown: string;
  readonly text: string;
  /** True if the command line names the file itself and not a folder that contains it. */
  readonly named: boolean;
}

export interface Inputs {
  /** The workspaces: one for each folder, and one for all named files. */
  readonly groups: readonly (readonly Input[])[];
  /** The project files in the folders above, which apply to the others. */
  readonly projects: readonly Input[];
  /** Files that should be checked but cannot be read. */
  readonly problems: readonly string[];
  /** Files in a folder that were skipped. */
  readonly notes: readonly string[];
}

const MAX_FILES = 100_000;

/** Reads the files and folders on the command line. */
export async function readInputs(paths: readonly string[]): Promise<Inputs> {
  const named: Input[] = [];
  const folders: Input[][] = [];
  const projects: Input[] = [];
  const problems: string[] = [];
  const notes: string[] = [];
  for (const given of [...new Set(paths)]) {
    if (await isFolder(given)) {
      const { files, truncated, unreadable } = await findFiles(given, MAX_FILES);
      if (truncated) problems.push(`${given} contains more than ${MAX_FILES} files. The rest is not checked.`);
      for (const { folder, reason } of unreadable) problems.push(`${folder} cannot be read: ${reason}.`);
      const inputs: Input[] = [];
      for (const file of files) await take({ file, named: false }, { inputs, problems, notes });
      folders.push(inputs);
    } else {
      await take({ file: given, named: true }, { inputs: named, problems, notes });
    }
    for (const file of await projectFilesAbove(given))
      await take({ file: shownLike(given, file), named: false }, { inputs: projects, problems, notes });
  }
  const groups = [named, ...folders].filter((group) => group.length > 0);
  const checked = new Set(groups.flat().map(({ uri }) => uri));
  const above = new Map(projects.filter(({ uri }) => !checked.has(uri)).map((input) => [input.uri, input]));
  return { groups, projects: [...above.values()], problems: [...new Set(problems)], notes };
}

/** An absolute path as the user would write it beside another one. */
const shownLike = (given: string, file: string): string => (path.isAbsolute(given) ? file : path.relative('', file));

interface Taken {
  readonly inputs: Input[];
  readonly problems: string[];
  readonly notes: string[];
}

/**
 * Reads one file. In a folder, a file that is too large is noted, and a file that cannot be decoded is reported if it
 * may be relevant.
 */
async function take(
  { file, named }: { file: string; named: boolean },
  { inputs, problems, notes }: Taken,
): Promise<void> {
  const read = await readText(file);
  const uri = canonicalUri(pathToFileURL(path.resolve(file)).href);
  if (read.kind === 'text') {
    inputs.push({ uri, shown: file, text: read.text, named });
  } else if (read.kind === 'unreadable') {
    problems.push(`${file} cannot be read: ${read.reason}.`);
  } else if (read.kind === 'undecodable') {
    if (named || isProjectPath(uri) || mayBeRecognised(read.guess))
      problems.push(`${file} cannot be read: ${read.reason}.`);
  } else {
    const sentence = `${file} is not checked: it has ${read.bytes} bytes. The limit is ${MAX_FILE_BYTES}.`;
    (named ? problems : notes).push(sentence);
  }
}

async function isFolder(given: string): Promise<boolean> {
  try {
    return (await stat(given)).isDirectory();
  } catch {
    return false;
  }
}
