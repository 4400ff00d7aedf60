import type { YamlMap, YamlNode, YamlScalar } from '../../yaml/syntax/yaml-node.ts';
import { field, fieldItems, fieldPath } from '../envoy-field.ts';
import { envoyString } from '../envoy-scalar.ts';
import { formatStringError } from '../format-string-error.ts';
import type { CodedCheck, MessageContext, ReportCoded } from './message-check.ts';

/**
 * A check of fields that hold formats (`%START_TIME%`), each a path of names with dots between them. Of a structure all
 * strings are formats, but not its keys.
 */
export const formats =
  (...paths: readonly string[]): CodedCheck =>
  (node, report, context) => {
    for (const path of paths)
      for (const text of stringsIn(fieldPath(node, ...path.split('.'))))
        reportFormat(text, { ...context, foreign: hasFormatters(node) }, report);
  };

/** A check of fields with OpenTelemetry's values, of which the strings are formats. */
export const otelFormats =
  (...names: readonly string[]): CodedCheck =>
  (node, report, context) => {
    for (const name of names)
      for (const text of otelStrings(field(node, name)))
        reportFormat(text, { ...context, foreign: hasFormatters(node) }, report);
  };

export interface FormatContext extends MessageContext {
  /** The message configures formatters: they may support commands that Envoy does not. */
  readonly foreign: boolean;
  /** The format is the value of a header that is added. */
  readonly inHeader?: true;
}

export const hasFormatters = (node: YamlMap): boolean => fieldItems(field(node, 'formatters')).length > 0;

/** Reports what Envoy cannot read in one format. */
export function reportFormat(node: YamlNode, context: FormatContext, report: ReportCoded): void {
  const text = envoyString(node);
  const error = text && formatStringError(text.value, context);
  if (!error || (error.kind === 'unknown' && context.foreign)) return;
  const code = error.kind === 'unknown' ? 'envoy/unknown-format-command' : 'envoy/invalid-format';
  report(code, { value: node, start: error.start, end: error.end }, error.template, ...error.args);
}

function stringsIn(node: YamlNode | undefined): YamlScalar[] {
  if (node?.kind === 'scalar') return [node];
  if (node?.kind === 'seq') return node.items.flatMap(stringsIn);
  return node?.entries.flatMap(({ value }) => stringsIn(value)) ?? [];
}

function otelStrings(node: YamlNode | undefined): YamlScalar[] {
  const text = field(node, 'string_value');
  const below = ['array_value', 'kvlist_value', 'values', 'value'].flatMap((name) => {
    const value = field(node, name);
    return value?.kind === 'seq' ? value.items : value ? [value] : [];
  });
  return [...(text?.kind === 'scalar' ? [text] : []), ...below.flatMap(otelStrings)];
}
