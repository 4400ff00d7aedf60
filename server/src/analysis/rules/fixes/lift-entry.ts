import { columnOf, lineEnd, lineStart } from '../../text/line-places.ts';
import { fieldOf } from '../../schema/envoy-facts.ts';
import type { TextEdit } from '../../text/text-range.ts';
import { moveEntry } from '../../yaml/edit/move-entry.ts';
import { shifted } from '../../yaml/edit/entry-lines.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { entryOf } from '../../yaml/syntax/yaml-path.ts';
import { shortName } from '../findings/type-labels.ts';
import { typedAncestors } from '../../envoy/typed/typed-path.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, type PlacedSource } from '../rule.ts';

/** A field of a message that stands in a map by names of that message. */
export interface SlippedField {
  /** The message. */
  readonly holder: YamlMap;
  readonly type: string;
  /** Its field with the map. */
  readonly options: YamlEntry;
  readonly map: YamlMap;
  readonly entry: YamlEntry;
}

/** The entry of a map whose key is a field of the message around the map, and not the name of an extension. */
export function slippedField(
  { source }: PlacedSource,
  path: readonly number[],
  parents: readonly YamlNode[],
): SlippedField | undefined {
  const map = parents.at(-1);
  const ancestor = typedAncestors(source, path.slice(0, -1)).at(-1);
  if (map?.kind !== 'map' || !ancestor || ancestor.map !== parents.at(-2)) return undefined;
  const options = ancestor.map.entries.find(({ value }) => value === map);
  const entry = map.entries[path.at(-1) ?? -1];
  const field = options && fieldOf(ancestor.type, options.key.text);
  if (!entry || !options || field?.form !== 'map') return undefined;
  const own = fieldOf(ancestor.type, entry.key.text);
  return own && !entryOf(ancestor.map, entry.key.text, own.name)
    ? { holder: ancestor.map, type: ancestor.type, options, map, entry }
    : undefined;
}

/** Moves it one level up. A map with nothing else goes away. */
export function liftFixes({ file }: PlacedSource, { holder, type, options, map, entry }: SlippedField): readonly Fix[] {
  const edits =
    map.entries.length === 1 ? instead(file.text, options, map, entry) : moveEntry(file.text, map, entry, holder);
  if (!edits) return [];
  return [
    {
      title: message("Move '{0}' to {1}", entry.key.text, shortName(type)),
      preferred: true,
      safe: false,
      edits: [editsIn(file, ...edits)],
    },
  ];
}

/** The only entry of a map in place of the map and its key. */
function instead(text: string, options: YamlEntry, map: YamlMap, entry: YamlEntry): readonly TextEdit[] | undefined {
  const start = options.key.range.start;
  if (map.flow) {
    if (text.slice(entry.range.start, entry.range.end).includes('\n')) return undefined;
    return [{ range: { start, end: map.range.end }, newText: text.slice(entry.range.start, entry.range.end) }];
  }
  const from = entry.key.range.start;
  if (text.slice(start, from).includes('#') || text.slice(lineStart(text, from), from).trim() !== '') return undefined;
  const end = lineEnd(text, entry.range.end);
  const lines = shifted(text.slice(from, end), columnOf(text, start) - columnOf(text, from));
  return [{ range: { start, end }, newText: lines }];
}
