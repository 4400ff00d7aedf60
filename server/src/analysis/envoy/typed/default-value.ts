import type { MessageField } from '../../schema/envoy-facts.ts';
import { scalarType } from '../../schema/envoy-types.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { isUnfilled, loadedScalar } from '../validate/loaded-scalar.ts';
import { readScalar } from '../validate/read-scalar.ts';

/** Whether the value of a field is the one that it has anyway, so that nothing of it is left in the message. Undefined if this is not known. */
export function isDefaultValue(value: YamlNode | undefined, { field, form, type }: MessageField): boolean | undefined {
  if (!value) return true;
  if (value.kind === 'seq') return value.items.length === 0;
  if (value.kind === 'map') return value.entries.length === 0 && form !== 'one';
  const scalar = loadedScalar(value);
  if (scalar.kind === 'null') return true;
  const inner = isUnfilled(value.text) ? undefined : scalarType(type);
  const reading = inner === undefined ? undefined : readScalar(inner, scalar, { wholeFractions: true });
  if (reading?.kind !== 'value') return undefined;
  const hasPresence = form !== 'one' || field.p || field.x !== undefined || type.startsWith('google.');
  return !hasPresence && [0, 0n, '', false].includes(reading.value as never);
}
