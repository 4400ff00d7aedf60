import { enumValues, isEnum, type MessageField } from '../../schema/envoy-facts.ts';
import { scalarType } from '../../schema/envoy-types.ts';
import { rulesIn } from '../../schema/envoy-versions.ts';
import type { YamlMap, YamlScalar } from '../../yaml/syntax/yaml-node.ts';
import { field } from '../envoy-field.ts';
import { violatedConstraint, durationRange, type Rules } from './violated-constraint.ts';
import { checkEnumVersion } from './enum-version.ts';
import { isUnfilled, isUnset, loadedScalar, looksLikeVariable } from './loaded-scalar.ts';
import { type PresentScalar, readScalar, type ScalarValue } from './read-scalar.ts';
import { report, type ValidateOptions, type Walk } from './walk.ts';

/** The field of a value. Without `field`, no rules are known for the value, because it is in a map. */
export type ScalarPlace = Pick<MessageField, 'message' | 'name'> & Partial<MessageField>;

/** A scalar, where a scalar or a message may be wanted. */
export function checkScalar(node: YamlScalar, type: string, place: ScalarPlace, walk: Walk): void {
  const scalar = loadedScalar(node);
  const inner = scalarType(type);
  if (inner === undefined) {
    reportForMessage(node, type, walk);
    return;
  }
  if (isUnfilled(node.text)) {
    if (inner !== 'string' && inner !== 'bytes')
      report(walk, { code: 'wrong-type', expected: inner, found: 'a placeholder' });
    return;
  }
  if (looksLikeVariable(node.text) && inner !== 'string' && !isEnum(inner)) return;
  // Only items of lists and values of maps get here with null: they become the empty value.
  if (scalar.kind === 'null') {
    checkRules('', place, inner, walk);
    return;
  }
  const reading = readScalar(inner, scalar, walk);
  if (reading.kind === 'problem') report(walk, reading.problem);
  else if (!isEnum(inner) || checkEnumVersion(inner, reading, walk)) checkRules(reading.value, place, inner, walk);
}

/** A duration or wrapped value that is written as the message that it is: `{ seconds: 5 }`, `{ value: 5 }`. */
export function checkScalarMessage(node: YamlMap, type: string, place: ScalarPlace, walk: Walk): void {
  const inner = scalarType(type);
  if (inner === undefined || isEnum(type)) return;
  const read = (name: string, of: string, empty: ScalarValue): ScalarValue | undefined => {
    const value = field(node, name);
    if (isUnset(value)) return empty;
    if (value?.kind !== 'scalar' || isUnfilled(value.text)) return undefined;
    const reading = readScalar(of, loadedScalar(value) as PresentScalar, walk);
    return reading.kind === 'value' ? reading.value : undefined;
  };
  if (type === 'google.protobuf.Duration') {
    const [seconds, nanos] = [read('seconds', 'int64', 0n), read('nanos', 'int32', 0)];
    if (typeof seconds === 'bigint' && typeof nanos === 'number')
      checkRules(seconds * 1_000_000_000n + BigInt(nanos), place, inner, walk);
  } else if (inner !== type) {
    const value = read('value', inner, emptyValue(inner));
    if (value !== undefined) checkRules(value, place, inner, walk);
  }
}

/** The value of a field of a scalar type that is not set. */
export function emptyValue(type: string): ScalarValue {
  if (type === 'string' || type === 'bytes') return '';
  if (type === 'bool') return false;
  return type.endsWith('64') ? 0n : 0;
}

/** A scalar is used where a message is expected. */
function reportForMessage(node: YamlScalar, expected: string, walk: Walk): void {
  if (isUnfilled(node.text)) return;
  const scalar = loadedScalar(node);
  const found = scalar.kind === 'number' ? 'a number' : scalar.kind === 'bool' ? 'a boolean' : 'a string';
  report(walk, { code: 'wrong-type', expected, found });
}

function checkRules(value: ScalarValue, place: ScalarPlace, inner: string, walk: Walk): void {
  const rules = ownRules(place, walk);
  const broken =
    (rules && violatedConstraint(rules, value)) ?? (walk.options.unruled ? undefined : rangeOf(inner, value));
  if (broken) report(walk, { code: 'out-of-range', rule: broken, text: String(value) });
  else if (isEnum(inner) && isDefinedOnly(rules) && !enumValues(inner).some(({ number }) => number === value))
    report(walk, { code: 'invalid-value', kind: 'enum', expected: inner, text: String(value) });
}

const rangeOf = (inner: string, value: ScalarValue) =>
  inner === 'google.protobuf.Duration' && typeof value === 'bigint' ? durationRange(value) : undefined;

const isDefinedOnly = (rules: Rules | undefined): boolean =>
  (rules?.enum as { definedOnly?: boolean } | undefined)?.definedOnly === true;

/** The rules of one value: those of the items where the field is a list. */
function ownRules({ message, name, field }: ScalarPlace, walk: Walk): Rules | undefined {
  if (!field) return undefined;
  const rules = rulesOf({ message, name, field }, walk.options);
  if (!field.r) return rules;
  return (rules?.repeated as { items?: Rules } | undefined)?.items;
}

/** The rules of a field in the target version. Empty if they are not known. */
export function rulesOf(
  { message, name, field }: Pick<MessageField, 'message' | 'name' | 'field'>,
  { version, unruled }: ValidateOptions,
): Rules | undefined {
  if (unruled) return undefined;
  if (version === undefined) return field.v;
  const known = rulesIn(message, name, version);
  return known.kind === 'known' ? known.rules : undefined;
}
