import { type MessageField, messageFields, messageOf } from '../../schema/envoy-facts.ts';
import { scalarType } from '../../schema/envoy-types.ts';
import { perVersion } from '../../schema/per-version.ts';
import { violatedConstraint, type Rules } from './violated-constraint.ts';
import { emptyValue, rulesOf } from './validate-scalar.ts';
import type { SetField } from './set-field.ts';
import { isPresent } from './field-version.ts';
import { report, type ValidateOptions, type Walk } from './walk.ts';

/**
 * Fields that must be there, by the rules of the API: required ones, and those whose empty value breaks a rule of theirs;
 * and oneofs of which one member must be there.
 */
export function reportMissing(set: readonly SetField[], type: string, walk: Walk): void {
  const given = new Set(set.map(({ found }) => found.name));
  const groups = requiredGroups(type, walk.options).filter((group) => !group.some((name) => given.has(name)));
  if (groups.length > 0) report(walk, { code: 'missing-field', type, groups });
}

/** What a message must have: fields by themselves, and oneofs by their members. In the newest version without options. */
export const requiredGroups = (type: string, { version, unruled }: ValidateOptions = {}) =>
  unruled ? [] : groupsIn(type, version);

const groupsIn = perVersion((type, version): readonly (readonly string[])[] => {
  const message = messageOf(type);
  if (!message) return [];
  const options = version === undefined ? {} : { version };
  const groups: (readonly string[])[] = [];
  const present = messageFields(type).filter((field) => isPresent(field, options));
  for (const at of present) {
    const rules = at.field.v && rulesOf(at, options);
    if (rules && isRequired(at, rules)) groups.push([at.name]);
  }
  for (const oneof of message.q ?? []) {
    const members = present.flatMap(({ name, field }) => (field.x === oneof ? [name] : []));
    if (members.length > 0) groups.push(members);
  }
  return groups;
});

/** The default value of the field violates its rules. */
function isRequired({ field }: MessageField, rules: Rules): boolean {
  const { repeated, map, message, duration, any } = rules as Readonly<
    Record<string, Readonly<Record<string, unknown>> | undefined>
  >;
  // A member of a oneof is never missed: it is required only if it is the one.
  if (field.x !== undefined) return false;
  if (field.r) return Number(repeated?.minItems ?? 0) > 0 && repeated?.ignoreEmpty !== true;
  if (map) return Number(map.minPairs ?? 0) > 0;
  if (message?.required === true || duration?.required === true || any?.required === true) return true;
  // Optional fields and messages have no value while they are not set.
  if (field.p || scalarType(field.t) !== field.t || field.t.startsWith('google.')) return false;
  return violatedConstraint(rules, emptyValue(field.t)) !== undefined;
}
