import { hasPlaceholder } from '../yaml/edit/placeholder.ts';
import type { Located, YamlNode } from '../yaml/syntax/yaml-node.ts';
import { isUnfilled, isUnset, type LoadedScalar, loadedScalar } from './validate/loaded-scalar.ts';
import { readBool, readInteger, readScalar, type ScalarReading, type ScalarValue } from './validate/read-scalar.ts';

/** The text of a string field. Undefined if it is null, is not a scalar or contains a placeholder. */
export function envoyString(node: YamlNode | undefined): Located<string> | undefined {
  if (node?.kind !== 'scalar' || isUnset(node) || hasPlaceholder(node.text)) return undefined;
  return { value: node.text, at: node };
}

/** The same for names, which have no format commands: `%NAME%` is filled in. */
export function envoyName(node: YamlNode | undefined): Located<string> | undefined {
  const name = envoyString(node);
  return name && isUnfilled(name.value) ? undefined : name;
}

/**
 * A uint32 field as Envoy's loader reads it, including quoted and hexadecimal numbers and numbers with a fraction of
 * zero (semantics cases `num-*`; the validator reports those that Envoy rejects before 1.37). Undefined if it is not
 * such a number.
 */
export function envoyUint(node: YamlNode | undefined): Located<number> | undefined {
  const value = readAs(node, (scalar) => readInteger('uint32', scalar, { wholeFractions: true }));
  return node?.kind === 'scalar' && typeof value === 'number' ? { value, at: node } : undefined;
}

/** The same of a uint64 field. */
export function envoyUint64(node: YamlNode | undefined): Located<bigint> | undefined {
  const value = readAs(node, (scalar) => readInteger('uint64', scalar, { wholeFractions: true }));
  return node?.kind === 'scalar' && typeof value === 'bigint' ? { value, at: node } : undefined;
}

/** A double field as Envoy's loader reads it. */
export function envoyDouble(node: YamlNode | undefined): number | undefined {
  const value = readAs(node, (scalar) => readScalar('double', scalar, { wholeFractions: true }));
  return typeof value === 'number' ? value : undefined;
}

/** A bool field as Envoy's loader reads it, in all spellings of YAML 1.1 (semantics cases `bool-*`). */
export function envoyBool(node: YamlNode | undefined): boolean | undefined {
  const value = readAs(node, readBool);
  return typeof value === 'boolean' ? value : undefined;
}

/**
 * A Duration field in seconds, as Envoy's loader reads it (semantics cases `dur-*`). Undefined for negative ones, which no field
 * accepts.
 */
export function envoyDuration(node: YamlNode | undefined): number | undefined {
  const nanos = readAs(node, (scalar) => readScalar('google.protobuf.Duration', scalar, { wholeFractions: true }));
  return typeof nanos === 'bigint' && nanos >= 0n ? Number(nanos) / 1e9 : undefined;
}

/** A string field has no value, or an empty one, which is the same for Envoy. */
export const isBlank = (node: YamlNode | undefined): boolean =>
  isUnset(node) || (node?.kind === 'scalar' && node.text === '');

/** An option is set to something else than false or zero. */
export const isOn = (node: YamlNode | undefined): boolean =>
  node?.kind === 'scalar' ? envoyBool(node) === true || (envoyUint(node)?.value ?? 0) > 0 : node !== undefined;

function readAs(
  node: YamlNode | undefined,
  read: (scalar: Exclude<LoadedScalar, { kind: 'null' }>) => ScalarReading,
): ScalarValue | undefined {
  const scalar = node?.kind === 'scalar' ? loadedScalar(node) : undefined;
  const reading = scalar && scalar.kind !== 'null' ? read(scalar) : undefined;
  return reading?.kind === 'value' ? reading.value : undefined;
}
