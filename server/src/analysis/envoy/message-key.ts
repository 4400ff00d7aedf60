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
export const messageKey = (node: YamlNode, type: string): string | undefined => keyOf(node, type, false);

/**
 * The same text for messages that protobuf calls equivalent: a field whose value is empty is also the same as none if its
 * type tells them apart, such as a message without fields or a wrapper with 0.
 */
export const equivalenceKey = (node: YamlNode, type: string): string | undefined => keyOf(node, type, true);

/** The key of what is empty, where that is the same as nothing. */
const nothing = '{}';

function keyOf(node: YamlNode, type: string, equivalent: boolean): string | undefined {
  if (type === 'google.protobuf.Any') return anyKey(node, equivalent);
  const inner = scalarType(type);
  if (node.kind === 'scalar' && inner !== undefined) return scalarKey(node, inner, equivalent);
  if (node.kind !== 'map' || !messageOf(type) || type.startsWith('google.protobuf.')) return undefined;
  return fieldsKey(node, type, node.entries, equivalent);
}

function fieldsKey(
  node: YamlMap,
  type: string,
  entries: readonly YamlEntry[],
  equivalent: boolean,
): string | undefined {
  const fields = new Map<string, string>();
  for (const entry of entries) {
    const found = fieldOf(type, entry.key.text);
    if (!found || !entry.value || fields.has(found.name)) return undefined;
    if (entry.value.kind === 'scalar' && isUnfilled(entry.value.text)) return undefined;
    // Two messages are equal where one has a field with its default and the other has not got it.
    if (isUnset(entry.value) || isWrittenEmpty({ ...node, entries: [entry] }, type)) continue;
    const { form, type: inside } = found;
    const items = form === 'list' && entry.value.kind === 'seq' ? entry.value.items : [entry.value];
    const keys =
      form === 'map' ? [mapKey(entry.value, inside, equivalent)] : items.map((one) => keyOf(one, inside, equivalent));
    if (keys.includes(undefined)) return undefined;
    if (equivalent && form === 'one' && keys[0] === nothing) continue;
    fields.set(found.name, `${found.name}[${keys.join(',')}]`);
  }
  return `{${[...fields.values()].sort().join(',')}}`;
}

function mapKey(node: YamlNode, type: string, equivalent: boolean): string | undefined {
  if (node.kind !== 'map') return undefined;
  const keys = node.entries.map(
    ({ key, value }) => value && keyOf(value, type, equivalent)?.concat('@', JSON.stringify(key.text)),
  );
  return keys.includes(undefined) ? undefined : keys.sort().join(',');
}

function anyKey(node: YamlNode, equivalent: boolean): string | undefined {
  if (node.kind !== 'map') return undefined;
  const name = anyType(node);
  if (name === undefined || !messageOf(name) || anyForm(name) === 'value') return undefined;
  const content = fieldsKey(
    node,
    name,
    node.entries.filter(({ key }) => key.text !== '@type'),
    equivalent,
  );
  return content === undefined ? undefined : `${name}${content}`;
}

function scalarKey(node: YamlNode, type: string, equivalent: boolean): string | undefined {
  if (node.kind !== 'scalar' || isUnfilled(node.text)) return undefined;
  const scalar = loadedScalar(node);
  if (scalar.kind === 'null') return undefined;
  const reading = readScalar(type, scalar, { wholeFractions: true });
  if (reading.kind === 'value' && equivalent && !reading.value) return nothing;
  return reading.kind === 'value' ? `${typeof reading.value} ${JSON.stringify(String(reading.value))}` : undefined;
}
