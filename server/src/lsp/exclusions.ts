import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { exactPattern, pathPattern } from '../analysis/index.ts';

/** Whether rules leave out a file or folder, by its names below the folder of the rules. Undefined if they do not mention it. */
export type ExclusionRules = (names: readonly string[], isFolder: boolean) => boolean | undefined;

export const ignoreFileName = '.gitignore';

/** The rules of a `.gitignore` (git's documentation of gitignore; without classes of characters). The last that matches counts. */
export function gitIgnoreRules(text: string): ExclusionRules {
  const rules = text.split('\n').flatMap((line) => {
    const written = line.trimEnd().endsWith('\\') ? line : line.trimEnd();
    if (written === '' || written.startsWith('#')) return [];
    const isException = written.startsWith('!');
    const pattern = written.slice(isException ? 1 : 0).replace(/^\\(?=[#!])/, '');
    return [{ leavesOut: !isException, matches: exactPattern(pattern), onlyFolders: pattern.endsWith('/') }];
  });
  return (names, isFolder) =>
    rules.findLast(({ matches, onlyFolders }) => (isFolder || !onlyFolders) && matches(names))?.leavesOut;
}

/** The rules of settings such as `files.exclude`: globs from the folder of the workspace, and whether they apply. None is an exception. */
export function settingRules(settings: readonly unknown[]): ExclusionRules {
  const globs = settings.flatMap((one) => (typeof one === 'object' && one !== null ? Object.entries(one) : []));
  const patterns = globs.flatMap(([glob, applies]) => (applies === true ? [pathPattern(`/${glob}`)] : []));
  return (names) => (patterns.some((matches) => matches(names)) ? true : undefined);
}

/** Rules with the folder that they are for, which is above a file or the start of a walk. */
export interface PlacedRules {
  /** The names from their folder down to the start of the walk. */
  readonly above: readonly string[];
  /** How far below the start their folder is. */
  readonly depth: number;
  /** What they leave out, the exceptions of others do not bring back. */
  readonly isFinal?: boolean;
  readonly rules: ExclusionRules;
}

/** Whether a file or folder is left out, by its names below the start of the walk. The innermost rules that mention it count. */
export function isLeftOut(all: readonly PlacedRules[], names: readonly string[], isFolder: boolean): boolean {
  const told = all.map(({ above, depth, rules }) => rules([...above, ...names.slice(depth)], isFolder));
  return told.some((one, i) => one && all[i]?.isFinal) || (told.findLast((one) => one !== undefined) ?? false);
}

/** The rules in a folder. Undefined if it has none. */
export async function rulesIn(folder: string): Promise<ExclusionRules | undefined> {
  try {
    return gitIgnoreRules(await readFile(path.join(folder, ignoreFileName), 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * The rules for a walk that starts in a folder of the workspace or below. Undefined if the start itself is left out.
 * @param root the folder of the workspace
 * @param names those from it down to the start
 * @param isFolder whether the start is a folder
 */
export async function rulesAbove(
  root: string,
  names: readonly string[],
  isFolder: boolean,
  settings: ExclusionRules,
): Promise<readonly PlacedRules[] | undefined> {
  const found: PlacedRules[] = [{ above: names, depth: 0, isFinal: true, rules: settings }];
  for (let i = 0; i < names.length; i++) {
    const rules = await rulesIn(path.join(root, ...names.slice(0, i)));
    if (rules) found.push({ above: names.slice(i), depth: 0, rules });
    const below = found.map((one) => ({
      ...one,
      above: one.above.slice(0, one.above.length - (names.length - i - 1)),
    }));
    if (isLeftOut(below, [], isFolder || i < names.length - 1)) return undefined;
  }
  return found;
}
