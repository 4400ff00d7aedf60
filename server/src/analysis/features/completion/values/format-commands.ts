import { isFieldName } from '../../../envoy/envoy-field.ts';
import { formatCommand, formatCommandNames } from '../../../envoy/format-commands.ts';
import type { SourceFile } from '../../../workspace/source-file.ts';
import { targetVersion } from '../../../workspace/target-version.ts';
import type { Workspace } from '../../../workspace/workspace.ts';
import { touches, type TextRange } from '../../../text/text-range.ts';
import { stepsAt, type YamlStep } from '../../../yaml/syntax/yaml-path.ts';
import type { CompletionItem } from '../completion-item.ts';
import { commandBrief, usualCommands } from '../../format-command-meanings.ts';

/** The commands of a format behind a percent sign, or in an empty format. Undefined in other texts. */
export function completeFormat(
  workspace: Workspace,
  file: SourceFile,
  offset: number,
): readonly CompletionItem[] | undefined {
  const source = file.envoySources.find(({ scalar, config }) => touches((scalar ?? config.root).range, offset));
  const steps = stepsAt(source?.config.root, offset);
  const text = steps.at(-1)?.node;
  if (!source || text?.kind !== 'scalar' || steps.at(-1)?.inKey || !isFormat(steps)) return undefined;
  const range = commandRange(file.text, text.range.start, offset);
  if (!range) return undefined;
  const { version } = targetVersion(workspace, file, source);
  return namesByUse().flatMap((name) => {
    const command = formatCommand(name, version);
    if (!command || command === 'newer' || (command.h && !isHeader(steps))) return [];
    const example = parameters[name] ?? '';
    const needsBrackets = command.p === 'required' || example !== '';
    const [before, after] = needsBrackets ? [`%${name}(`, ')%'] : [`%${name}%`, ''];
    return {
      ...{ label: `${before}${after && (example || '…')}${after}`, kind: 'value', detail: commandBrief(name) },
      ...{ range, newText: `${before}${example}${after}`, filterText: `%${name}` },
      ...(needsBrackets && { snippet: `${before}\${1:${example}}${after}` }),
    };
  });
}

/** Those that most formats consist of first. */
function namesByUse(): readonly string[] {
  const used = usualCommands();
  return [...used, ...formatCommandNames().filter((name) => !used.includes(name))];
}

/** What stands in the brackets in most formats. */
const parameters: Readonly<Record<string, string>> = {
  REQ: ':path',
  RESP: 'content-type',
  TRAILER: 'grpc-status',
  REQUEST_HEADER: ':path',
  RESPONSE_HEADER: 'content-type',
  ENVIRONMENT: 'HOSTNAME',
  QUERY_PARAM: 'name',
};

const formatFields = [
  ...['text_format', 'inline_string', 'json_format', 'format', 'typed_json_format', 'body_format'],
  ...['operation', 'upstream_operation', 'value_format', 'path_rewrite'],
];

/** Whether a value is a format: of an access log or a local reply, or of a header that is added. */
const isFormat = (steps: readonly YamlStep[]): boolean =>
  isHeader(steps) ||
  steps.some(
    ({ entry }, i) =>
      formatFields.some((name) => isFieldName(entry?.key.text ?? '', name)) &&
      (entry?.key.text !== 'inline_string' || steps.slice(0, i).some((step) => isFormatSource(step))),
  );

const isFormatSource = ({ entry }: YamlStep): boolean =>
  /^(text_?format_?source|body_?format)$/i.test(entry?.key.text ?? '');

const isHeader = (steps: readonly YamlStep[]): boolean =>
  steps.some(({ entry }) => /^(request|response)_?headers_?to_?add$/i.test(entry?.key.text ?? '')) &&
  steps.findLast(({ entry }) => entry)?.entry?.key.text === 'value';

/** From the percent sign of an unfinished command before the offset. An empty range in an empty text. */
function commandRange(text: string, start: number, offset: number): TextRange | undefined {
  const before = text.slice(start, offset);
  const open = before.replace(/%[A-Z0-9_]+(?:\([^\n]*?\))?(?::\d+)?%|%%/g, (done) => ' '.repeat(done.length));
  const command = /%[A-Z0-9_]*$/.exec(open);
  const rest = /^[A-Z0-9_]*(?:%(?![A-Z]))?/.exec(text.slice(offset, offset + 100))?.[0].length ?? 0;
  if (command) return { start: start + command.index, end: offset + rest };
  return /^["']?$/.test(before) && /^["']/.test(text.slice(offset, offset + 1))
    ? { start: offset, end: offset }
    : undefined;
}
