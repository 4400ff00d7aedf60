import { hasPlaceholder } from '../../yaml/edit/placeholder.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { field, fieldEntry, fieldItems, fieldPath } from '../envoy-field.ts';
import { envoyString, isBlank } from '../envoy-scalar.ts';
import { hasElision } from '../has-elision.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import type { CodedCheck, ReportCoded } from './message-check.ts';
import { hasUnknownKeys } from './unknown-keys.ts';

/**
 * Tags of statistics have a name, and are found by a regular expression, which Envoy has itself only for tags of its own
 * ("tag_name cannot be empty", "No regex specified for tag specifier"; Envoy 1.36 to 1.40).
 */
export const statsTags: CodedCheck = (node, report) => {
  for (const tag of fieldItems(fieldPath(node, 'stats_config', 'stats_tags'))) {
    const name = envoyString(field(tag, 'tag_name'));
    const regex = field(tag, 'regex');
    if (regex && !isUnset(regex)) checkRegex(regex, report);
    if (isMissing(tag, name?.value)) reportNameless(tag, report);
    if (
      !name ||
      name.value === '' ||
      isUnset(name.at) ||
      fieldEntry(tag, 'fixed_value') ||
      name.value.startsWith('envoy.')
    )
      continue;
    if (!isBlank(regex)) continue;
    report(
      'envoy/missing-dependency',
      name.at,
      "Tag '{0}' is not built into Envoy, so it requires '{1}' or '{2}'.",
      name.value,
      'regex',
      'fixed_value',
    );
  }
};

/** A fixed value without a name is let through, and of two spellings of the field an empty one counts for nothing. */
const isMissing = (tag: YamlNode, name: string | undefined): boolean =>
  (name === '' || isUnset(field(tag, 'tag_name'))) &&
  fieldEntry(tag, 'fixed_value') === undefined &&
  (tag.kind !== 'map' || tag.entries.filter(({ key }) => /^tag(_n|N)ame$/.test(key.text)).length < 2);

function reportNameless(tag: YamlNode, report: ReportCoded): void {
  if (tag.kind !== 'map' || hasElision(tag) || hasUnknownKeys(tag, 'envoy.config.metrics.v3.TagSpecifier')) return;
  const at = fieldEntry(tag, 'tag_name') ?? tag.entries[0] ?? tag;
  report('envoy/missing-field', at, "'{0}' is required in a stats tag.", 'tag_name');
}

/**
 * Unlike all others, these are C++ expressions with the syntax of ECMAScript 1999: "Invalid regex". Only errors in both
 * dialects are reported, and groups that were added later.
 */
function checkRegex(node: YamlNode, report: ReportCoded): void {
  const regex = envoyString(node);
  if (!regex || hasPlaceholder(regex.value)) return;
  const group = /(?<!\\)\(\?(?![:=!])[^)]?/.exec(regex.value.replace(/\[[^[\]]*\]/g, (set) => ' '.repeat(set.length)));
  if (group)
    report(
      'envoy/invalid-regex',
      { value: node, start: group.index, end: group.index + group[0].length },
      "'{0}' is not supported. Stats tags use C++ regular expressions.",
      group[0],
    );
  else if (isBroken(regex.value))
    report(
      'envoy/invalid-regex',
      node,
      'This regular expression is not valid. Stats tags use C++ regular expressions.',
    );
}

/** A set that ends before it starts is let through until Envoy 1.39. */
function isBroken(regex: string): boolean {
  try {
    new RegExp(regex);
    return false;
  } catch (error) {
    return !/out of order in character class/.test(String(error));
  }
}
