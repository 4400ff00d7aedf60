import { fieldOf, jsonName, messageFields, messageOf, typeOfUrl } from '../../schema/envoy-facts.ts';
import { isMapField, valueType } from '../../schema/envoy-slots.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import { moveEntry, nestEntries } from '../../yaml/move-entry.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../yaml/yaml-node.ts';
import { entryOf } from '../../yaml/yaml-path.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, type Subjects } from '../rule.ts';
import type { FoundInEnvoy } from './envoy-findings.ts';
import { shortName } from './type-words.ts';

/** A map in a config with the message whose fields it holds. */
interface TypedMap {
  readonly map: YamlMap;
  readonly type: string;
}

const rootType = 'envoy.config.bootstrap.v3.Bootstrap';

/** Moves for a key that no message has here: into the field that was left out, beside it, or to a message near it that has it. */
export function moveFieldFixes(subject: Subjects['envoy'], found: FoundInEnvoy<'unknown-field'>): readonly Fix[] {
  const { map, entry, editable, finding } = found;
  if (!map || !entry || !editable) return [];
  if (finding.together) return wrapFix(subject, map, finding.together);
  const { beside, others } = targetsOf(subject, found);
  const targets = [...beside, ...others].slice(0, 2);
  const wraps = beside.length > 0 ? [] : wrapInAbsent(subject, found);
  const moves = targets.flatMap(({ map: to, type }) => {
    const edits = moveEntry(subject.file.text, map, entry, to, slippedIn(entry.value, finding, type));
    return edits
      ? [
          {
            title: message('Move "{0}" to {1}', finding.key, shortName(type)),
            preferred: targets.length + wraps.length === 1,
            edits: [editsIn(subject.file, ...edits)],
          },
        ]
      : [];
  });
  return [...wraps, ...moves];
}

/** Fields of the message that were not there yet and have the key: their map was left out. */
function wrapInAbsent(
  subject: Subjects['envoy'],
  { finding, map, entry }: FoundInEnvoy<'unknown-field'>,
): readonly Fix[] {
  if (!map || !entry) return [];
  const absent = messageFields(finding.type).filter(
    ({ name, field }) =>
      !field.r &&
      !isMapField(field) &&
      !field.a?.deprecated &&
      !entryOf(map, name, jsonName(name)) &&
      fieldOf(valueType(field), finding.key) !== undefined,
  );
  return absent.slice(0, 2).flatMap(({ name }) => {
    const edits = nestEntries(subject.file.text, map, [entry], name);
    return edits
      ? [
          {
            title: message('Put it into "{0}"', name),
            preferred: absent.length === 1,
            edits: [editsIn(subject.file, ...edits)],
          },
        ]
      : [];
  });
}

/** The first entry of a value that is no field of it but one of the message that the value moves to. */
function slippedIn(
  value: YamlNode | undefined,
  { key }: FoundInEnvoy<'unknown-field'>['finding'],
  type: string,
): YamlEntry | undefined {
  const field = fieldOf(type, key)?.field;
  if (value?.kind !== 'map' || value.flow || !field) return undefined;
  const own = valueType(field);
  const index = value.entries.findIndex((inner) => !fieldOf(own, inner.key.text) && fieldOf(type, inner.key.text));
  const behind = value.entries.slice(index);
  return index > 0 && behind.every((inner) => fieldOf(type, inner.key.text)) ? behind[0] : undefined;
}

function wrapFix(
  { file }: Subjects['envoy'],
  map: YamlMap,
  { into, entries }: NonNullable<FoundInEnvoy<'unknown-field'>['finding']['together']>,
): readonly Fix[] {
  const chosen = entries.flatMap((index) => map.entries[index] ?? []);
  const edits = nestEntries(file.text, map, chosen, into);
  if (!edits) return [];
  return [{ title: message('Put it into "{0}"', into), preferred: true, edits: [editsIn(file, ...edits)] }];
}

/** The maps whose message has the field and does not hold it yet: those beside the key, and those around it or far below. */
function targetsOf(
  { source }: Subjects['envoy'],
  { finding, map }: FoundInEnvoy<'unknown-field'>,
): { readonly beside: readonly TypedMap[]; readonly others: readonly TypedMap[] } {
  const way = typedWay(source.config.root, finding.path);
  const here = way.at(-1);
  if (!here || here.map !== map) return { beside: [], others: [] };
  const takes = (target: TypedMap): boolean =>
    fieldOf(target.type, finding.key) !== undefined && !entryOf(target.map, finding.key);
  const beside = children(here).filter(takes).toReversed();
  const around = way.slice(0, -1).toReversed().filter(takes);
  // Far below only where there is just one such place.
  const below = descendants(here, FAR).filter(takes);
  return { beside, others: beside.length > 0 ? [] : around.length > 0 ? around : below.length === 1 ? below : [] };
}

/** How many maps lie between a listener and what its HttpConnectionManager holds. */
const FAR = 4;

function descendants(start: TypedMap, levels: number): readonly TypedMap[] {
  const next = children(start);
  return levels === 0 ? next : next.flatMap((child) => [child, ...descendants(child, levels - 1)]);
}

/** The maps in the fields of a message; of a list the last, to whose end a line below it belongs. */
const children = ({ map, type }: TypedMap): readonly TypedMap[] =>
  map.entries.flatMap(({ key, value }) => {
    const field = fieldOf(type, key.text)?.field;
    if (!field || isMapField(field)) return [];
    const node = value?.kind === 'seq' ? value.items.at(-1) : value;
    return typed(node, valueType(field)) ?? [];
  });

/** The messages from the root down to the map that holds the end of a path; empty where it leads through something untyped. */
function typedWay(root: YamlMap, path: readonly number[]): readonly TypedMap[] {
  const way: TypedMap[] = [{ map: root, type: rootType }];
  let node: YamlNode | undefined = root;
  let type = rootType;
  let inMapField = false;
  for (const index of path.slice(0, -1)) {
    if (node?.kind === 'seq') node = node.items[index];
    else if (node?.kind === 'map') {
      const entry: YamlEntry | undefined = node.entries[index];
      const here = way.at(-1);
      if (!entry || !here) return [];
      if (!inMapField) {
        const field = fieldOf(here.type, entry.key.text)?.field;
        if (!field) return [];
        type = valueType(field);
        inMapField = isMapField(field);
      } else inMapField = false;
      node = entry.value;
    }
    const next = inMapField ? undefined : typed(node, type);
    if (next) way.push(next);
  }
  return way;
}

/** What stands in an `Any` is what its `@type` says. */
function typed(node: YamlNode | undefined, type: string): TypedMap | undefined {
  if (node?.kind !== 'map' || node.aliasRange) return undefined;
  if (type !== 'google.protobuf.Any') return messageOf(type) ? { map: node, type } : undefined;
  const url = envoyString(entryOf(node, '@type')?.value)?.value;
  const named = url === undefined ? undefined : typeOfUrl(url);
  return named?.kind === 'message' ? { map: node, type: named.name } : undefined;
}
