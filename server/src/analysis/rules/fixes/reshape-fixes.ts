import { columnOf } from '../../text/line-places.ts';
import { fieldOf } from '../../schema/envoy-facts.ts';
import type { TextEdit } from '../../text/text-range.ts';
import { replaceValue } from '../../yaml/edit/yaml-edit.ts';
import type { YamlEntry, YamlMap, YamlSeq } from '../../yaml/syntax/yaml-node.ts';
import { placeOf } from '../../yaml/syntax/yaml-path.ts';
import { type Message, message } from '../message.ts';
import { editsIn, type Fix, type Subjects } from '../rule.ts';
import type { FoundInEnvoy } from '../findings/envoy-findings.ts';
import { typedAncestors } from '../../envoy/typed/typed-path.ts';

/** Converts values: takes a value out of its list, makes a list of a map by names, or an address of `host:port`. */
export function reshapeFixes(
  { file, source }: Subjects['envoy'],
  { finding, node, entry, map, editable }: FoundInEnvoy<'wrong-type'>,
): Fix[] {
  if (!node || !entry || !map || !editable || node.aliasRange) return [];
  const fix = (title: Message, edits: readonly TextEdit[] | undefined): Fix[] =>
    edits ? [{ title, preferred: true, safe: false, edits: [editsIn(file, ...edits)] }] : [];
  if (node.kind === 'seq' && finding.expected !== 'list')
    return fix(message('Remove the list around the value'), takenOut(file.text, entry, node));
  if (node.kind === 'map' && finding.expected === 'list' && !node.flow) {
    const holder = typedAncestors(source, finding.path).at(-1);
    const items = holder && fieldOf(holder.type, entry.key.text)?.type;
    const isNamed = items !== undefined && fieldOf(items, 'name') !== undefined;
    return fix(message('Convert to a list'), listed(file.text, node, isNamed));
  }
  if (finding.expected === 'envoy.config.core.v3.Address' && node.kind === 'scalar')
    return fix(message("Convert to '{0}'", 'socket_address'), address(file.text, map, entry, node.text));
  return [];
}

/** The only item instead of its list. */
function takenOut(text: string, entry: YamlEntry, seq: YamlSeq): readonly TextEdit[] | undefined {
  const [item] = seq.items;
  if (!item || seq.items.length > 1) return undefined;
  const place = placeOf(item);
  if (seq.flow)
    return [
      { range: { start: seq.range.start, end: place.start }, newText: '' },
      { range: { start: place.end, end: seq.range.end }, newText: '' },
    ];
  // A map does not move: its dash is replaced with a space.
  if (item.kind === 'map' && !item.flow && !item.aliasRange)
    return [{ range: { start: seq.range.start, end: seq.range.start + 1 }, newText: ' ' }];
  const colon = text.indexOf(':', entry.key.range.end);
  const between = text.slice(colon + 1, seq.range.start);
  if (item.kind === 'seq' || between.trim() !== '') return undefined;
  return [{ range: { start: colon + 1, end: place.start }, newText: ' ' }];
}

/** `- name: a` for each `a:` with a map below it. The lines below already have the right indentation. */
function listed(text: string, map: YamlMap, isNamed: boolean): readonly TextEdit[] | undefined {
  const edits = map.entries.map(({ key, value }) => {
    const inside = value?.kind === 'map' && !value.flow && !value.aliasRange ? value : undefined;
    const first = inside?.entries[0];
    if (!inside || !first || columnOf(text, first.key.range.start) !== columnOf(text, key.range.start) + 2)
      return undefined;
    const hasName = !isNamed || inside.entries.some((entry) => entry.key.text === 'name');
    const end = text.indexOf(':', key.range.end) + 1;
    return hasName
      ? { range: { start: key.range.start, end }, newText: '-' }
      : { range: { start: key.range.start, end }, newText: `- name: ${text.slice(key.range.start, key.range.end)}` };
  });
  const known = edits.filter((edit) => edit !== undefined);
  return known.length === edits.length ? known : undefined;
}

function address(text: string, map: YamlMap, entry: YamlEntry, written: string): readonly TextEdit[] | undefined {
  const [, host = '', port = ''] = /^\[?([\w.:-]+?)\]?:(\d{1,5})$/.exec(written) ?? [];
  if (host === '' || Number(port) > 65535) return undefined;
  const socket = { address: host, port_value: Number(port) };
  return [replaceValue(text, map, entry, { socket_address: socket })];
}
