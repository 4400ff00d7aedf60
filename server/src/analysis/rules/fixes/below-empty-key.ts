import { columnOf, lineStart } from '../../text/line-places.ts';
import { fieldOf } from '../../schema/envoy-facts.ts';
import { isUnset } from '../../envoy/validate/loaded-scalar.ts';
import type { TextEdit } from '../../text/text-range.ts';
import type { YamlEntry, YamlMap } from '../../yaml/syntax/yaml-node.ts';
import type { FoundInEnvoy } from '../findings/envoy-findings.ts';
import { typedAncestors } from '../../envoy/typed/typed-path.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, type Subjects } from '../rule.ts';

/** Indents the unknown keys behind a key without a value whose message has them: they were meant to be below it. */
export function belowEmptyKeyFixes(
  { file, source }: Subjects['envoy'],
  { finding, map, entry, editable }: FoundInEnvoy<'unknown-field'>,
): readonly Fix[] {
  if (!map || map.flow || !entry || !editable) return [];
  const run = runBelow(map, finding.type, entry);
  const [head, ...entries] = run ?? [];
  // Lines of a text or of braces would not move with their key.
  if (!head || entries.some((one) => !isBlockEntry(file.text, one))) return [];
  if (typedAncestors(source, finding.path).at(-1)?.map !== map) return [];
  const edits = indented(file.text, head, entries);
  return [
    {
      title: message("Move into '{0}'", head.key.text),
      preferred: true,
      safe: false,
      edits: [editsIn(file, ...edits)],
    },
  ];
}

/** The nearest key without a value before an entry, and the run of its fields behind it, among them the entry. */
function runBelow({ entries }: YamlMap, type: string, entry: YamlEntry): readonly YamlEntry[] | undefined {
  const at = entries.indexOf(entry);
  const isKnown = ({ key }: YamlEntry): boolean => fieldOf(type, key.text) !== undefined;
  const start = entries.slice(0, at).findLastIndex(isKnown);
  const head = entries[start];
  const field = head && fieldOf(type, head.key.text);
  if (!head || field?.form !== 'one' || !isUnset(head.value) || head.value?.range.end !== head.value?.range.start)
    return undefined;
  const below = entries.slice(start + 1);
  const end = below.findIndex((one) => isKnown(one) || !fieldOf(field.type, one.key.text));
  const run = end < 0 ? below : below.slice(0, end);
  return run.includes(entry) ? [head, ...run] : undefined;
}

const isBlockEntry = (text: string, { key, value }: YamlEntry): boolean =>
  text.slice(lineStart(text, key.range.start), key.range.start).trim() === '' && !value?.aliasRange;

/** As deep as two more than the key, with all lines below. */
function indented(text: string, head: YamlEntry, entries: readonly YamlEntry[]): readonly TextEdit[] {
  const by = ' '.repeat(
    Math.max(1, columnOf(text, head.key.range.start) + 2 - columnOf(text, entries[0]?.key.range.start ?? 0)),
  );
  const [first, last] = [entries[0], entries.at(-1)];
  if (!first || !last) return [];
  const edits: TextEdit[] = [];
  for (let at = lineStart(text, first.key.range.start); at < last.range.end; at = text.indexOf('\n', at) + 1) {
    if (text.slice(at, text.indexOf('\n', at)).trim() !== '')
      edits.push({ range: { start: at, end: at }, newText: by });
    if (!text.includes('\n', at)) break;
  }
  return edits;
}
