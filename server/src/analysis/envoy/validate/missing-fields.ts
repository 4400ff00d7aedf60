import { messageOf } from '../../schema/envoy-facts.ts';
import type { EnvoyField } from '../../schema/envoy-model.ts';
import type { YamlMap } from '../../yaml/yaml-node.ts';
import { brokenRule, type Rules } from './broken-rule.ts';
import { innerType, rulesOf } from './validate-scalar.ts';
import type { SetField } from './validate-message.ts';
import { isPresent } from './field-version.ts';
import { report, type Walk } from './walk.ts';

/**
 * Fields that must be there, by the rules of the API: required ones, and those whose empty value breaks a rule of theirs;
 * and oneofs of which one member must be there.
 */
export function reportMissing(set: readonly SetField[], node: YamlMap, type: string, walk: Walk): void {
  const message = messageOf(type);
  if (!message) return;
  const given = new Set(set.map(({ name }) => name));
  for (const name in message.f) {
    const field = message.f[name];
    if (!field?.v || given.has(name) || isMisspelled(node, name)) continue;
    const rules = rulesOf(type, name, field, walk);
    if (rules && isRequired(field, rules) && isPresent(type, name, walk))
      report(walk, { code: 'missing-field', type, fields: [name] });
  }
  for (const oneof of message.q ?? []) {
    const members = Object.entries(message.f).flatMap(([name, { x }]) => (x === oneof ? [name] : []));
    if (!members.some((name) => given.has(name)) && !hasUnknownKey(node, type, walk))
      report(walk, { code: 'missing-field', type, fields: members.filter((name) => isPresent(type, name, walk)) });
  }
}

/** Its rules are broken by the value that a field has when nobody sets it. */
function isRequired(field: EnvoyField, rules: Rules): boolean {
  const { repeated, map, message, duration, any } = rules as Readonly<
    Record<string, Readonly<Record<string, unknown>> | undefined>
  >;
  // A member of a oneof is never missed: it is required only if it is the one.
  if (field.x !== undefined) return false;
  if (field.r) return Number(repeated?.minItems ?? 0) > 0 && repeated?.ignoreEmpty !== true;
  if (map) return Number(map.minPairs ?? 0) > 0;
  if (message?.required === true || duration?.required === true || any?.required === true) return true;
  // Optional fields and messages have no value while they are not set.
  if (field.p || innerType(field.t) !== field.t || field.t.startsWith('google.')) return false;
  return brokenRule(rules, emptyValue(field.t)) !== undefined;
}

function emptyValue(type: string): string | number | bigint | boolean {
  if (type === 'string' || type === 'bytes') return '';
  if (type === 'bool') return false;
  return type.endsWith('64') ? 0n : 0;
}

/** The key is there, in a form that Envoy does not know: saying so is enough. */
const isMisspelled = ({ entries }: YamlMap, name: string): boolean => {
  const plain = name.replaceAll('_', '');
  return entries.some(({ key }) => key.text !== name && key.text.replace(/[-_ ]/g, '').toLowerCase() === plain);
};

/** One of the unknown fields was most likely meant to be the member. */
const hasUnknownKey = (node: YamlMap, type: string, walk: Walk): boolean =>
  walk.findings.some(
    ({ code, path }) =>
      code === 'unknown-field' &&
      path.length === walk.path.length + 1 &&
      walk.path.every((step, i) => path[i] === step),
  ) &&
  node.entries.length > 0 &&
  type !== '';
