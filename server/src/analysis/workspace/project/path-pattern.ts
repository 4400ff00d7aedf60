/** Whether a path, relative to the folder of the pattern, matches. */
export type PathPattern = (path: readonly string[]) => boolean;

/** More alternatives in braces are not expanded, nor those of longer patterns. */
const MAX_ALTERNATIVES = 100;
const MAX_LENGTH = 1000;

/**
 * A pattern as in `.gitignore`: `*` and `?` match within a name, `**` any number of folders. A pattern without a slash
 * matches names at any depth, and a pattern for a folder matches everything below it. `{a,b}` are alternatives. Each
 * match takes steps in proportion to the lengths of the pattern and the path.
 */
export function pathPattern(written: string): PathPattern {
  const patterns = alternatives(written).map(segmentsOf);
  return (path) => patterns.some((pattern) => matchesList(pattern, path, isAnyDepth, matchesName));
}

/** The same, but a pattern for a folder matches only the folder itself, `folder/**` only what is below it, and braces mean nothing. */
export function exactPattern(written: string): PathPattern {
  const pattern = segmentsOf(written).slice(0, -1);
  const whole = pattern.at(-1) === '**' ? [...pattern, '*'] : pattern;
  return (path) => matchesList(whole, path, isAnyDepth, matchesName);
}

const isAnyDepth = (segment: string): boolean => segment === '**';

const matchesName = (pattern: string, name: string): boolean =>
  matchesList(
    [...pattern],
    [...name],
    (character) => character === '*',
    (character, other) => character === '?' || character === other,
  );

function segmentsOf(pattern: string): readonly string[] {
  const segments = pattern.split('/').filter((segment) => segment !== '' && segment !== '.');
  const anchored = pattern.replace(/\/$/, '').includes('/');
  return [...(anchored ? [] : ['**']), ...segments, '**'];
}

/** The patterns for which the innermost braces stand. */
function alternatives(pattern: string): readonly string[] {
  let all = [pattern];
  for (let more = pattern.length <= MAX_LENGTH; more && all.length <= MAX_ALTERNATIVES; ) {
    const next = all.flatMap(withoutBraces);
    more = next.some((one, i) => one !== all[i]);
    all = next;
  }
  return all;
}

function withoutBraces(pattern: string): readonly string[] {
  const braces = /\{([^{}]*)\}/.exec(pattern);
  if (!braces) return [pattern];
  const [before, after] = [pattern.slice(0, braces.index), pattern.slice(braces.index + braces[0].length)];
  return (braces[1] ?? '').split(',').map((one) => `${before}${one}${after}`);
}

/** Whether a list matches a pattern in which some elements stand for any number of others. */
function matchesList<T>(
  pattern: readonly T[],
  list: readonly T[],
  isMany: (element: T) => boolean,
  matches: (element: T, other: T) => boolean,
): boolean {
  let [at, i] = [0, 0];
  /** What the last element for many others has taken. It takes one more if the rest does not match. */
  let many: { readonly at: number; readonly from: number } | undefined;
  while (i < list.length) {
    const [element, other] = [pattern[at], list[i]];
    if (element !== undefined && isMany(element)) many = { at: at++, from: i };
    else if (element !== undefined && other !== undefined && matches(element, other)) [at, i] = [at + 1, i + 1];
    else if (many) {
      many = { at: many.at, from: many.from + 1 };
      [at, i] = [many.at + 1, many.from];
    } else return false;
  }
  return pattern.slice(at).every(isMany);
}
