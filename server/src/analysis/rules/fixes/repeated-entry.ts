import { hasHash } from '../../yaml/edit/entry-lines.ts';
import { removeEntries, removeEntry } from '../../yaml/edit/yaml-edit.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { placeOf, walk } from '../../yaml/syntax/yaml-path.ts';
import { message } from '../message.ts';
import { editsIn, type Fix } from '../rule.ts';

/** Whether two nodes have the same characters, including spaces, which are part of a text. */
export const isCopy = (text: string, one: YamlNode | undefined, other: YamlNode | undefined): boolean =>
  written(text, one) === written(text, other);

const written = (text: string, node: YamlNode | undefined): string =>
  node ? text.slice(placeOf(node).start, placeOf(node).end) : '';

/**
 * The fixes for a duplicate key, if the last entry is used. Removing the earlier entries does not change the result, but
 * loses their content. This is preferred only for copies and empty values. Empty for entries with anchors that an alias
 * may need.
 * @param entries those with the key, in the order of the text
 * @param at the one that the finding is about
 */
export function repeatedEntryFixes(
  file: { readonly uri: string; readonly text: string },
  map: YamlMap,
  entries: readonly YamlEntry[],
  at: YamlEntry,
): readonly Fix[] {
  const { text } = file;
  const earlier = entries.slice(0, -1);
  const removals = removeEntries(text, map, new Set(earlier));
  const last = entries.at(-1)?.value;
  const isRedundant = earlier.every(({ value }) => isEmpty(value) || isCopy(text, value, last));
  const isSafe = isRedundant && removals.every(({ range }) => !hasHash(text.slice(range.start, range.end)));
  const removeEarlier: Fix = {
    title: earlier.length > 1 ? message('Remove earlier entries') : message('Remove first entry'),
    preferred: isRedundant,
    safe: isSafe,
    edits: [editsIn(file, ...removals)],
  };
  const removeThis: Fix = {
    title: message('Remove this entry'),
    safe: false,
    edits: [editsIn(file, removeEntry(text, map, at))],
  };
  return [...(earlier.every(isRemovable) ? [removeEarlier] : []), ...(isRemovable(at) ? [removeThis] : [])];
}

const isRemovable = ({ value }: YamlEntry): boolean => [...walk(value)].every((node) => !node.anchor);

/** A value without content: nothing, `{}`, `[]`. */
const isEmpty = (value: YamlNode | undefined): boolean =>
  !value || (!value.aliasRange && ((value.kind === 'map' && value.entries.length === 0) || isEmptyList(value)));

const isEmptyList = (value: YamlNode): boolean => value.kind === 'seq' && value.items.length === 0;
