import { fieldOf, messageOf } from '../schema/envoy-facts.ts';
import { scalarType } from '../schema/envoy-types.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../yaml/syntax/yaml-node.ts';
import { isUnfilled, isUnset, loadedScalar } from './validate/loaded-scalar.ts';
import { readScalar } from './validate/read-scalar.ts';
import { isWrittenEmpty } from './validate/is-written-empty.ts';
import { anyForm, anyType } from './typed/any-type.ts';

/**
 * The same text for messages that are equal for Envoy: with fields in any order and spelling, enums by name or number,
 * and default values. Undefined if something is not known.
 */
export function messageKey(node: YamlNode, type: string): string | undefined {
  if (type === 'google.protobuf.Any') return anyKey(node);
  const inner = scalarType(type);
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
    const { form, type: inside } = found;
    const items = form === 'list' && entry.value.kind === 'seq' ? entry.value.items : [entry.value];
    const keys = form === 'map' ? [mapKey(entry.value, inside)] : items.map((one) => messageKey(one, inside));
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
  const name = anyType(node);
  if (name === undefined || !messageOf(name) || anyForm(name) === 'value') return undefined;
  const content = fieldsKey(
    node,
    name,
    node.entries.filter(({ key }) => key.text !== '@type'),
  );
  return content === undefined ? undefined : `${name}${content}`;
}

function scalarKey(node: YamlNode, type: string): string | undefined {
  if (node.kind !== 'scalar' || isUnfilled(node.text)) return undefined;
  const scalar = loadedScalar(node);
  if (scalar.kind === 'null') return undefined;
  const reading = readScalar(type, scalar, { wholeFractions: true });
  return reading.kind === 'value' ? `${typeof reading.value} ${JSON.stringify(String(reading.value))}` : undefined;
}
