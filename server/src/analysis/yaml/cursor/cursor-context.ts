import type { TextRange } from '../../text/text-range.ts';
import { readBlock } from './read-block.ts';
import { type Noted, type PlaceInLine, rootSpot, stepsTo } from './partial-tree.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../syntax/yaml-node.ts';
import { asMap, type YamlStep } from '../syntax/yaml-path.ts';

/** What is being written at an offset. */
export interface CursorContext extends PlaceInLine {
  /** From the root to the map of the key, to the value, to the list of the item. */
  readonly steps: readonly YamlStep[];
  readonly root: YamlNode | undefined;
  /** The map of the key. Undefined if it does not exist yet. */
  readonly map?: YamlMap;
  /** The entry whose key is being changed. */
  readonly entry?: YamlEntry;
  /** The item before the new one, where the line may go on with its keys, and their column. */
  readonly previous?: { readonly steps: readonly YamlStep[]; readonly map: YamlMap; readonly column: number };
  /** What the line may be instead, in the maps and lists around it, from the innermost. */
  readonly outer: readonly CursorContext[];
}

/**
 * What is being written at an offset of a YAML or JSON text, according to its lines and brackets, because a parser
 * cannot handle an unfinished line. Undefined in comments, in block scalars, and where neither a key nor a value is
 * possible. Reads the first document of the text in linear time.
 * @param within the part of the text that contains the YAML, such as the lines of a block scalar; by default the whole
 * text
 */
export function cursorContext(text: string, offset: number, within?: TextRange): CursorContext | undefined {
  const { start, end } = within ?? { start: 0, end: text.length };
  if (offset < start || offset > end) return undefined;
  const root = rootSpot();
  let told = false;
  let noted: Noted | undefined;
  const note = (place: Noted | undefined): void => {
    if (!told) noted = place;
    told = true;
  };
  readBlock({ text, start, end, cursor: offset, note }, root);
  // A token over several lines cannot be replaced while it is typed.
  if (!noted || text.slice(noted.range.start, noted.range.end).includes('\n')) return undefined;
  return finished(noted, root.node());
}

/** Undefined between a key and brackets on a line below. */
function finished(noted: Noted, root: YamlNode | undefined): CursorContext | undefined {
  const { spot, map, entry, previous, outer = [], ...rest } = noted;
  const place = {
    ...rest,
    steps: stepsTo(spot),
    root,
    outer: outer.flatMap((other) => finished(other, root) ?? []),
    ...(previous && { previous: { ...previous, steps: stepsTo(previous.spot) } }),
  };
  if (noted.kind === 'open') {
    // Lines further down may show what it is.
    const found: YamlNode | undefined = spot.node();
    if (found && found.kind !== 'scalar' && found.flow) return undefined;
    if (found?.kind === 'seq') return { ...place, kind: 'item' };
    const begun = asMap(found);
    return begun ? { ...place, kind: 'key', map: begun } : place;
  }
  return { ...place, ...(map && { map }), ...(entry && { entry }) };
}
