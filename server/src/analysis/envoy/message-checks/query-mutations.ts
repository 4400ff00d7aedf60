import type { YamlEntry, YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { field, fieldEntry, fieldItems } from '../envoy-field.ts';
import { isBlank } from '../envoy-scalar.ts';
import { hasElision } from '../has-elision.ts';
import { isUnset, loadedScalar } from '../validate/loaded-scalar.ts';
import { hasFormatters, reportFormat } from './formats.ts';
import type { CodedCheck, MessageContext, ReportCoded } from './message-check.ts';
import { hasUnknownKeys } from './unknown-keys.ts';

const core = 'envoy.config.core.v3';

/** A check of changes to the query: each adds a parameter with a text, or removes one (Envoy 1.36 to 1.40). */
export const queryMutations: CodedCheck = (node, report, context) => {
  for (const mutation of fieldItems(field(node, 'query_parameter_mutations')))
    if (isKnown(mutation, 'KeyValueMutation'))
      checkMutation(mutation, report, { ...context, foreign: hasFormatters(node) });
};

const isKnown = (node: YamlNode | undefined, type: string): node is YamlMap =>
  node?.kind === 'map' && !hasElision(node) && !hasUnknownKeys(node, `${core}.${type}`);

type Formats = MessageContext & { readonly foreign: boolean };

function checkMutation(mutation: YamlMap, report: ReportCoded, context: Formats): void {
  const append = fieldEntry(mutation, 'append');
  const remove = fieldEntry(mutation, 'remove');
  if (isUnset(append?.value)) {
    if (!remove || isBlank(remove.value))
      report('envoy/missing-field', mutation.entries[0] ?? mutation, "'{0}' or '{1}' is required.", 'append', 'remove');
  } else if (remove && !isBlank(remove.value))
    report('envoy/conflicting-fields', remove, "'{0}' cannot be used together with '{1}'.", 'remove', 'append');
  else if (append && isKnown(append.value, 'KeyValueAppend'))
    checkRecord(append, fieldEntry(append.value, 'record'), report, context);
}

/** The value may be any JSON for the API, but only a string for Envoy. */
function checkRecord(append: YamlEntry, record: YamlEntry | undefined, report: ReportCoded, context: Formats): void {
  if (!record || isUnset(record.value)) report('envoy/missing-field', append, "'{0}' is required.", 'record');
  if (!record || !isKnown(record.value, 'KeyValuePair')) return;
  const value = field(record.value, 'value');
  if (!value || isUnset(value)) report('envoy/missing-field', record, "'{0}' is required.", 'value');
  else if (value.kind !== 'scalar' || loadedScalar(value).kind !== 'string')
    report('envoy/wrong-type', value, "'{0}' must be a string.", 'value');
  else reportFormat(value, context, report);
}
