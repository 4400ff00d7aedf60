import { isWellFormed } from '../text/well-formed.ts';

/** Paths of URIs for linking. It only processes text, so it also runs in a browser. */
export const folderOf = (uri: string): string => uri.slice(0, uri.lastIndexOf('/') + 1);

/** The decoded last segment, for messages. */
export const fileName = (uri: string): string => decode(uri.slice(uri.lastIndexOf('/') + 1));

/**
 * Resolves a relative path against the folder of a file. Undefined for an absolute path, for a path outside the root,
 * and for one with an unpaired surrogate, which is invalid in URIs and file names.
 */
export function resolveUri(fromUri: string, path: string): string | undefined {
  if (path.startsWith('/') || /^[a-z]+:/i.test(path) || !isWellFormed(path)) return undefined;
  const root = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i.exec(fromUri)?.[0] ?? '';
  const segments = folderOf(fromUri).slice(root.length).split('/').filter(Boolean);
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..') {
      if (segments.pop() === undefined) return undefined;
    } else segments.push(encodeSegment(segment));
  }
  return `${root}/${segments.join('/')}`;
}

/** The decoded names from a folder down to a file in it or below. */
export const pathBelow = (folder: string, uri: string): readonly string[] =>
  uri.slice(folder.length).split('/').map(decode);

/** The decoded path from the folder of a file to a folder, such as `../base`. The folder itself is `.`. */
export function relativePath(fromUri: string, toFolder: string): string {
  const [from, to] = [folderOf(fromUri), toFolder].map((uri) => uri.split('/').slice(0, -1)) as [string[], string[]];
  const common = from.findIndex((name, i) => name !== to[i]);
  const shared = common < 0 ? from.length : common;
  const up = from.slice(shared).map(() => '..');
  return [...up, ...to.slice(shared).map(decode)].join('/') || '.';
}

/** Steps up and down from the folder of one file to that of another. Asked for every pair of files, so it allocates nothing. */
export function distance(fromUri: string, toUri: string): number {
  let common = 0;
  for (let i = 0; i < fromUri.length && fromUri[i] === toUri[i]; i++) if (fromUri[i] === '/') common = i + 1;
  return foldersBehind(fromUri, common) + foldersBehind(toUri, common);
}

function foldersBehind(uri: string, start: number): number {
  let count = 0;
  for (let i = uri.indexOf('/', start); i >= 0; i = uri.indexOf('/', i + 1)) count++;
  return count;
}

/** The decoded names of a path or URI from its end, for comparing suffixes. */
export const reversedSegments = (path: string): readonly string[] => decode(path).split('/').filter(Boolean).reverse();

/** How many trailing segments two paths share. */
export function commonSuffix(a: readonly string[], b: readonly string[]): number {
  let count = 0;
  while (count < a.length && count < b.length && a[count] === b[count]) count++;
  return count;
}

/** The items nearest to a file: in the same file, otherwise in the nearest folder. Several if they are equally near. */
export function nearest<T>(fromUri: string, items: readonly T[], uriOf: (item: T) => string): T[] {
  let least = Number.POSITIVE_INFINITY;
  let best: T[] = [];
  for (const item of items) {
    const uri = uriOf(item);
    const away = uri === fromUri ? -1 : distance(fromUri, uri);
    if (away < least) best = [];
    if (away <= least) best.push(item);
    least = Math.min(least, away);
  }
  return best;
}

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const encodeSegment = (segment: string): string =>
  encodeURIComponent(segment).replaceAll('%3A', ':').replaceAll('%40', '@');
