import { lineEnd } from '../../text/line-places.ts';
import type { TextEdit } from '../../text/text-range.ts';
import { hasHash } from './entry-lines.ts';
import { rewriteEntries } from './rewrite-entries.ts';
import { removeEntry } from './yaml-edit.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../syntax/yaml-node.ts';

const MERGE = '<<';

/**
 * Replaces a merge key (`<<`) by its entries. As in YAML 1.1, entries of the map itself take precedence, then those of the first
 * map that has the key. Undefined if the result is not certain: several merge keys in a map, equal keys, values that are not
 * maps, anchors that would be set twice, and lines that would have to be in braces.
 * @param isSame whether two different keys mean the same
 */
export function inlineMerge(
  text: string,
  map: YamlMap,
  merge: YamlEntry,
  isSame: (a: string, b: string) => boolean,
): readonly TextEdit[] | undefined {
  const brought = broughtBy(map);
  if (!brought?.every(({ entry }) => isCopyable(text, entry))) return undefined;
  const keys = [...ownEntries(map), ...brought.map(({ entry }) => entry)].map(({ key }) => key.text);
  if (keys.some((key, i) => keys.some((other, j) => i < j && isSame(key, other)))) return undefined;
  if (brought.length === 0) return removal(text, map, merge);
  const comment = hasHash(text.slice(merge.range.end, lineEnd(text, merge.range.end))) && !map.flow;
  return rewriteEntries(
    text,
    map,
    [merge],
    [...(comment ? [{ commentOf: merge }] : []), ...brought.map(({ entry, from }) => ({ moved: entry, from }))],
  );
}

interface Brought {
  readonly entry: YamlEntry;
  readonly from: YamlMap;
}

/** The entries that the merge key of a map adds to it. Undefined if that is not certain. */
function broughtBy(map: YamlMap): readonly Brought[] | undefined {
  const own = ownEntries(map);
  const merges = map.entries.filter(isMerge);
  const [merge] = merges;
  if (!merge) return [];
  const sources = sourcesOf(merge.value);
  if (merges.length > 1 || !sources) return undefined;
  const taken = new Set(own.map(({ key }) => key.text));
  const brought: Brought[] = [];
  for (const source of sources) {
    const all = allOf(source);
    if (!all) return undefined;
    brought.push(...all.filter(({ entry }) => !taken.has(entry.key.text)));
    for (const { entry } of all) taken.add(entry.key.text);
  }
  return brought;
}

/** The entries of a map, with those of its own merge key. Undefined if a key occurs twice. */
function allOf(map: YamlMap): readonly Brought[] | undefined {
  const own = ownEntries(map);
  const brought = broughtBy(map);
  if (!brought || new Set(own.map(({ key }) => key.text)).size < own.length) return undefined;
  return [...own.map((entry) => ({ entry, from: map })), ...brought];
}

const isMerge = ({ key }: YamlEntry): boolean => key.text === MERGE && key.style === 'plain';

const ownEntries = ({ entries }: YamlMap): readonly YamlEntry[] => entries.filter((entry) => !isMerge(entry));

/** A map, or a list of maps. Most of them are aliases. */
function sourcesOf(value: YamlNode | undefined): readonly YamlMap[] | undefined {
  if (value?.kind === 'map') return [value];
  if (value?.kind !== 'seq') return undefined;
  const maps = value.items.filter((item) => item.kind === 'map');
  return maps.length === value.items.length ? maps : undefined;
}

/** An anchor in it would be set again, and an alias must still mean the only anchor of its name. */
function isCopyable(text: string, { key, value }: YamlEntry): boolean {
  if (key.anchor !== undefined || key.aliasRange || key.tag !== undefined) return false;
  return /^[ \t]*:(?=\s)/.test(text.slice(key.range.end)) && (!value || isCopyableValue(text, value));
}

function isCopyableValue(text: string, node: YamlNode): boolean {
  if (node.aliasRange) return text.split(`&${text.slice(node.aliasRange.start + 1, node.aliasRange.end)}`).length === 2;
  if (node.anchor !== undefined) return false;
  if (node.kind === 'seq') return node.items.every((item) => isCopyableValue(text, item));
  return node.kind !== 'map' || node.entries.every((entry) => isCopyable(text, entry));
}

function removal(text: string, map: YamlMap, merge: YamlEntry): readonly TextEdit[] | undefined {
  const edit = removeEntry(text, map, merge);
  return hasHash(text.slice(edit.range.start, edit.range.end)) ? undefined : [edit];
}
