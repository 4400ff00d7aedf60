import { fieldOf } from '../../schema/envoy-facts.ts';
import type { EnvoyField } from '../../schema/envoy-model.ts';
import { isMapField } from '../../schema/envoy-slots.ts';
import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { isUnfilled, loadedScalar } from './loaded-scalar.ts';
import { readScalar } from './read-scalar.ts';
import { innerType } from './validate-scalar.ts';

/**
 * Whether nothing is left of a message when Envoy has read it: no field, or only such as have the value that they have anyway. What
 * is not certain counts as empty.
 */
export const isWrittenEmpty = ({ entries }: YamlMap, type: string): boolean =>
  entries.every(({ key, value }) => {
    const found = fieldOf(type, key.text);
    return !found || !value || isEmptyValue(value, found.field);
  });

function isEmptyValue(value: YamlNode, field: EnvoyField): boolean {
  if (value.kind === 'seq') return value.items.length === 0;
  if (value.kind === 'map') return value.entries.length === 0 && (isMapField(field) || field.r !== undefined);
  const scalar = loadedScalar(value);
  if (scalar.kind === 'null' || isUnfilled(value.text)) return true;
  const inner = innerType(field.t);
  const reading = inner === undefined ? undefined : readScalar(inner, scalar, { wholeFractions: true });
  if (reading?.kind !== 'value') return true;
  const hasPresence = field.r ?? field.p ?? field.x ?? (field.t.startsWith('google.') || undefined);
  return hasPresence === undefined && [0, 0n, '', false].includes(reading.value as never);
}
