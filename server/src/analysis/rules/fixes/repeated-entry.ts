import { hasHash } from '../../yaml/edit/entry-lines.ts';
import { removeEntry } from '../../yaml/edit/yaml-edit.ts';
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
 * The fixes for a duplicate key, if the last entry is used. Removing the first entry does not change the result, but
 * loses its content. This is preferred only for a copy or an empty value. Empty for an entry with anchors that an alias
 * may need.
 */
export function repeatedEntryFixes(
  file: { readonly uri: string; readonly text: string },
  map: YamlMap,
  first: YamlEntry,
  last: YamlEntry,
): readonly Fix[] {
  const { text } = file;
  const isRemovable = (entry: YamlEntry): boolean => [...walk(entry.value)].every((node) => !node.anchor);
  const removal = removeEntry(text, map, first);
  const isRedundant = isEmpty(first.value) || isCopy(text, first.value, last.value);
  const isSafe = isRedundant && !hasHash(text.slice(removal.range.start, removal.range.end));
  const removeFirst: Fix = {
    title: message('Remove first entry'),
    preferred: isRedundant,
    safe: isSafe,
    edits: [editsIn(file, removal)],
  };
  const removeLast: Fix = {
    title: message('Remove this entry'),
    safe: false,
    edits: [editsIn(file, removeEntry(text, map, last))],
  };
  return [...(isRemovable(first) ? [removeFirst] : []), ...(isRemovable(last) ? [removeLast] : [])];
}

/** A value without content: nothing, `{}`, `[]`. */
const isEmpty = (value: YamlNode | undefined): boolean =>
  !value || (!value.aliasRange && ((value.kind === 'map' && value.entries.length === 0) || isEmptyList(value)));

const isEmptyList = (value: YamlNode): boolean => value.kind === 'seq' && value.items.length === 0;
