import { fieldOf, messageOf, typeOfUrl } from '../schema/envoy-facts.ts';
import { isMapField, valueType } from '../schema/envoy-slots.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../yaml/syntax/yaml-node.ts';
import { envoyString } from './envoy-scalar.ts';
import { isUnfilled, isUnset, loadedScalar } from './validate/loaded-scalar.ts';
import { readScalar } from './validate/read-scalar.ts';
import { isWrittenEmpty } from './validate/is-written-empty.ts';
import { innerType } from './validate/validate-scalar.ts';

/**
 * The same text for messages that are equal for Envoy: with fields in any order and spelling, enums by name or number,
 * and default values. Undefined if something is not known.
 */
export function messageKey(node: YamlNode, type: string): string | undefined {
  if (type === 'google.protobuf.Any') return anyKey(node);
  const inner = innerType(type);
  if (node.kind === 'scalar' && inner !== undefined) return scalarKey(node, inner);
  if (node.kind !== 'map' || !messageOf(type) || type.startsWith('google.protobuf.')) return undefined;
  return fieldsKey(node, type, node.entries);
}

function fieldsKey(node: YamlMap, type: string, entries: readonly YamlEntry[]): string | undefined {
  const fields = new Map<string, string>();
  for (const entry of entries) {
    const found = fieldOf(type, entry.key.text);
    if (!found || !entry.value || fields.has(found.name)) return undefined;
    if (entry.value.kind === 'scalar' && isUnfilled(entry.value.text)) return undefined;
    // Two messages are equal where one has a field with its default and the other has not got it.
    if (isUnset(entry.value) || isWrittenEmpty({ ...node, entries: [entry] }, type)) continue;
    const { field } = found;
    const items = field.r && entry.value.kind === 'seq' ? entry.value.items : [entry.value];
    const keys = isMapField(field)
      ? [mapKey(entry.value, valueType(field))]
      : items.map((one) => messageKey(one, field.t));
    if (keys.includes(undefined)) return undefined;
    fields.set(found.name, `${found.name}[${keys.join(',')}]`);
  }
  return `{${[...fields.values()].sort().join(',')}}`;
}

function mapKey(node: YamlNode, type: string): string | undefined {
  if (node.kind !== 'map') return undefined;
  const keys = node.entries.map(
    ({ key, value }) => value && messageKey(value, type)?.concat('@', JSON.stringify(key.text)),
  );
  return keys.includes(undefined) ? undefined : keys.sort().join(',');
}

function anyKey(node: YamlNode): string | undefined {
  if (node.kind !== 'map') return undefined;
  const url = envoyString(node.entries.find(({ key }) => key.text === '@type')?.value);
  const { kind, name } = typeOfUrl(url?.value ?? '');
  if (kind !== 'message' || name.startsWith('google.protobuf.') || !url) return undefined;
  const content = fieldsKey(
    node,
    name,
    node.entries.filter(({ key }) => key.text !== '@type'),
  );
  return content === undefined ? undefined : `${url.value}${content}`;
}

function scalarKey(node: YamlNode, type: string): string | undefined {
  if (node.kind !== 'scalar' || isUnfilled(node.text)) return undefined;
  const scalar = loadedScalar(node);
  if (scalar.kind === 'null') return undefined;
  const reading = readScalar(type, scalar, { wholeFractions: true });
  return reading.kind === 'value' ? `${typeof reading.value} ${JSON.stringify(String(reading.value))}` : undefined;
}
