import type { MessageProblem } from '../../envoy/message-checks/message-check.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { removeEntry } from '../../yaml/edit/yaml-edit.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, type PlacedSource } from '../rule.ts';

/** Removes the field with a problem. Undefined if it is not a field, or is defined elsewhere. */
export function removeFieldFixes(
  { file, source }: PlacedSource,
  { at, node }: MessageProblem,
  preferred: boolean,
): readonly Fix[] {
  const entry = 'key' in at ? at : undefined;
  const holder = entry && holderOf(entry, node);
  if (!entry || !holder || !source.editable || entry.value?.anchor) return [];
  return [
    {
      title: message("Remove '{0}'", entry.key.text),
      preferred,
      safe: false,
      edits: [editsIn(file, removeEntry(file.text, holder, entry))],
    },
  ];
}

/** The map with an entry, unless it is behind an alias. */
function holderOf(entry: YamlEntry, node: YamlNode | undefined): YamlMap | undefined {
  if (!node || node.aliasRange || node.kind === 'scalar') return undefined;
  if (node.kind === 'map' && node.entries.includes(entry)) return node;
  const children = node.kind === 'map' ? node.entries.map(({ value }) => value) : node.items;
  for (const child of children) {
    const found = holderOf(entry, child);
    if (found) return found;
  }
  return undefined;
}
