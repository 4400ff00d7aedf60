import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { fieldOf } from '../../schema/envoy-facts.ts';
import { field, fieldEntry, fieldItems, fieldPath } from '../envoy-field.ts';
import { envoyBool, isBlank } from '../envoy-scalar.ts';
import { hasElision } from '../has-elision.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import type { CodedCheck, ReportCoded } from './message-check.ts';
import { hasUnknownKeys } from './unknown-keys.ts';

/** What becomes metadata, from headers and cookies: a rule is for one of them, and says what to do (Envoy 1.36 to 1.40). */
export const headerToMetadata: CodedCheck = (node, report) => {
  for (const list of ['request_rules', 'response_rules'])
    for (const rule of fieldItems(field(node, list))) {
      if (rule.kind !== 'map' || hasElision(rule) || hasUnknownKeys(rule, `${header}.Config.Rule`)) continue;
      checkHeaderRule(rule, report);
    }
};

const header = 'envoy.extensions.filters.http.header_to_metadata.v3';

function checkHeaderRule(rule: YamlMap, report: ReportCoded): void {
  const [name, cookie] = [fieldEntry(rule, 'header'), fieldEntry(rule, 'cookie')];
  const [present, missing] = [fieldEntry(rule, 'on_header_present'), fieldEntry(rule, 'on_header_missing')];
  const remove = fieldEntry(rule, 'remove');
  const at = rule.entries[0] ?? rule;
  if (isBlank(name?.value) && isBlank(cookie?.value))
    report('envoy/missing-field', at, "This rule requires '{0}' or '{1}'.", 'header', 'cookie');
  else if (cookie && !isBlank(name?.value) && !isBlank(cookie.value))
    report('envoy/conflicting-fields', cookie, "'{0}' cannot be used together with '{1}'.", 'cookie', 'header');
  else if (isUnset(present?.value) && isUnset(missing?.value))
    report(
      'envoy/rule-without-effect',
      at,
      "This rule has no effect. Add '{0}' or '{1}'.",
      'on_header_present',
      'on_header_missing',
    );
  else if (remove && cookie && envoyBool(remove.value) === true)
    report('envoy/unsupported-field', remove, 'Cookies cannot be removed.');
  checkMissing(missing?.value, report);
  const both = fieldEntry(present?.value, 'regex_value_rewrite');
  if (both?.value && !isBlank(field(present?.value, 'value')))
    report(
      'envoy/conflicting-fields',
      both,
      "'{0}' cannot be used together with '{1}'.",
      'regex_value_rewrite',
      'value',
    );
}

/** A missing header or cookie has no value to copy. */
function checkMissing(missing: YamlNode | undefined, report: ReportCoded): void {
  if (missing?.kind !== 'map' || missing.entries.length === 0 || hasElision(missing)) return;
  if (isBlank(field(missing, 'value')) && !hasUnknownKeys(missing, `${header}.Config.KeyValuePair`))
    report(
      'envoy/missing-field',
      missing.entries[0] ?? missing,
      "'{0}' is required, because there is no value to copy.",
      'value',
    );
}

/**
 * A check of rules that make metadata from a body, or from the headers of Thrift: "neither `on_present` nor `on_missing` set", "cannot
 * specify on_missing rule with empty value" (Envoy 1.36 to 1.40).
 * @param within the message or package that has the messages `Rule` and `KeyValuePair`
 * @param path from a list of rules, if it is a message, to the rules
 */
export const bodyToMetadata =
  (within: string, ...path: readonly string[]): CodedCheck =>
  (node, report) => {
    for (const list of ['request_rules', 'response_rules'])
      for (const rule of fieldItems(fieldPath(node, list, ...path))) {
        if (rule.kind !== 'map' || hasElision(rule) || hasUnknownKeys(rule, `${within}.Rule`)) continue;
        if (isUnset(field(rule, 'on_present')) && isUnset(field(rule, 'on_missing')))
          report(
            'envoy/rule-without-effect',
            rule.entries[0] ?? rule,
            "This rule has no effect. Add '{0}' or '{1}'.",
            'on_present',
            'on_missing',
          );
        for (const name of ['on_missing', 'on_error']) checkOwnValue(field(rule, name), within, report);
      }
  };

export const jsonToMetadata = bodyToMetadata(
  'envoy.extensions.filters.http.json_to_metadata.v3.JsonToMetadata',
  'rules',
);

export const thriftToMetadata = bodyToMetadata('envoy.extensions.filters.http.thrift_to_metadata.v3');

/** "cannot specify on_missing rule with empty value": an empty text is one, unless the field takes texts only. */
function checkOwnValue(node: YamlNode | undefined, within: string, report: ReportCoded): void {
  if (node?.kind !== 'map' || node.entries.length === 0) return;
  const value = fieldEntry(node, 'value');
  const takesTexts = fieldOf(`${within}.KeyValuePair`, 'value')?.type === 'string';
  if (value && !(takesTexts && isBlank(value.value))) return;
  if (!hasElision(node) && !hasUnknownKeys(node, `${within}.KeyValuePair`))
    report(
      'envoy/missing-field',
      node.entries[0] ?? node,
      "'{0}' is required, because there is no value to copy.",
      'value',
    );
}
