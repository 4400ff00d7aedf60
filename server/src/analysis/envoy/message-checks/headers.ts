import { enumField } from '../enum-field.ts';
import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { field, fieldEntry, fieldItems, fieldPath } from '../envoy-field.ts';
import { envoyString } from '../envoy-scalar.ts';
import { isProtectedHeader } from '../header-name-error.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import { hasFormatters, reportFormat } from './formats.ts';
import type { CodedCheck, MessageContext, ReportCoded } from './message-check.ts';

/** A check of fields with headers to add (HeaderValueOption). */
export const addedHeaders =
  (...fields: readonly string[]): CodedCheck =>
  (node, report, context) => {
    for (const name of fields)
      for (const option of fieldItems(field(node, name))) {
        checkHeader(field(option, 'header'), node, report, context);
        checkAppend(option, report);
      }
  };

/** "Both append and append_action are set and it's not allowed"; the action that counts without is let through. */
function checkAppend(option: YamlNode, report: ReportCoded): void {
  const [append, action] = ['append', 'append_action'].map((name) => fieldEntry(option, name));
  if (!append || !action || isUnset(append.value) || isUnset(action.value)) return;
  const name = enumField(option, 'envoy.config.core.v3.HeaderValueOption', 'append_action');
  if (name && name !== 'APPEND_IF_EXISTS_OR_ADD')
    report('envoy/conflicting-fields', append, "'{0}' cannot be used together with '{1}'.", 'append', 'append_action');
}

/** A check of fields with a header to add each, without options (HeaderValue). */
export const plainHeaders =
  (...fields: readonly string[]): CodedCheck =>
  (node, report, context) => {
    for (const name of fields)
      for (const header of fieldItems(field(node, name))) checkHeader(header, node, report, context);
  };

/** A check of fields with changes of headers (HeaderMutation), of which those that add are restricted. */
export const headerMutations =
  (...fields: readonly string[]): CodedCheck =>
  (node, report, context) => {
    for (const name of fields)
      for (const mutation of fieldItems(field(node, name))) {
        const option = field(mutation, 'append');
        checkHeader(field(option, 'header'), node, report, context);
        if (option) checkAppend(option, report);
      }
  };

/** A check of headers for other servers, which may have any name. */
export const foreignHeaders: CodedCheck = (node, report, context) => {
  for (const option of fieldItems(field(node, 'request_headers_to_add'))) {
    const value = fieldPath(option, 'header', 'value');
    if (value) reportFormat(value, { ...context, foreign: hasFormatters(node) }, report);
  }
};

function checkHeader(
  header: YamlNode | undefined,
  holder: YamlMap,
  report: ReportCoded,
  context: MessageContext,
): void {
  const key = envoyString(field(header, 'key'));
  const value = field(header, 'value');
  if (key && isProtectedHeader(key.value))
    report(
      'envoy/invalid-header',
      key.at,
      "Header '{0}' cannot be set here. 'host' and ':' headers have other fields, such as 'host_rewrite_literal'.",
      key.value,
    );
  else if (value) reportFormat(value, { ...context, foreign: hasFormatters(holder), inHeader: true }, report);
}
