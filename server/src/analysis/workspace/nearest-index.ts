/** Items by folder. Finds those nearest to a file in as many steps as its path has names. */
export interface NearestIndex<T> {
  /**
   * The items in the file itself, otherwise those in the nearest folder, in the order of the list. Several if they are
   * equally near.
   */
  nearest(fromUri: string): readonly T[];
}

interface Reached<T> {
  readonly depth: number;
  readonly items: { readonly item: T; readonly index: number }[];
}

/** @param uriOf the file that an item is in */
export function nearestIndex<T>(items: readonly T[], uriOf: (item: T) => string): NearestIndex<T> {
  const inFile = new Map<string, T[]>();
  const below = new Map<string, Reached<T>>();
  for (const [index, item] of items.entries()) {
    const uri = uriOf(item);
    const there = inFile.get(uri);
    if (there) there.push(item);
    else inFile.set(uri, [item]);
    for (const [depth, folder] of foldersAbove(uri).entries()) {
      const known = below.get(folder);
      if (known && known.depth < depth) continue;
      if (known?.depth === depth) known.items.push({ item, index });
      else below.set(folder, { depth, items: [{ item, index }] });
    }
  }
  return { nearest: (fromUri) => inFile.get(fromUri) ?? nearestFolder(below, fromUri) };
}

function nearestFolder<T>(below: ReadonlyMap<string, Reached<T>>, fromUri: string): readonly T[] {
  let least = Number.POSITIVE_INFINITY;
  let found: Reached<T>['items'] = [];
  for (const [up, folder] of foldersAbove(fromUri).entries()) {
    const reached = below.get(folder);
    const away = up + (reached?.depth ?? Number.POSITIVE_INFINITY);
    if (!reached || away > least) continue;
    found = away < least ? [...reached.items] : [...found, ...reached.items];
    least = away;
  }
  return found.sort((a, b) => a.index - b.index).map(({ item }) => item);
}

/** The folder of a file, its parent folder and so on, up to the root. */
export function foldersAbove(uri: string): readonly string[] {
  const folders: string[] = [];
  for (let i = uri.lastIndexOf('/'); i >= 0; i = i === 0 ? -1 : uri.lastIndexOf('/', i - 1))
    folders.push(uri.slice(0, i + 1));
  return [...folders, ''];
}
