import { field, fieldEntry, fieldPath } from '../../envoy/envoy-field.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import type { MessageCheck, MessageProblem } from '../../envoy/message-checks/message-check.ts';
import { isElision, isUnfilled } from '../../envoy/validate/loaded-scalar.ts';
import type { Located } from '../../yaml/syntax/yaml-node.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, messageRule, type Subjects } from '../rule.ts';

const loggers = 'envoy.extensions.access_loggers';

const lineEnd: MessageCheck = (node, report) => {
  const log = field(node, 'log_format');
  const text = [
    field(node, 'format'),
    field(log, 'text_format'),
    fieldPath(log, 'text_format_source', 'inline_string'),
  ].map((format) => (format ? envoyString(format) : undefined));
  const path = envoyString(field(node, 'path'));
  if ((fieldEntry(node, 'path') && !path) || path?.value === '/dev/null') return;
  for (const format of text) {
    if (!format || !runsTogether(format)) continue;
    if (format.value.endsWith('\\n'))
      report(format.at, "Access log entries are not separated. '{0}' is a line break only in double quotes.", '\\n');
    else
      report(format.at, "Access log entries are not separated. The format must end with a line break ('{0}').", '\\n');
  }
};

/** A line break in front separates lines as well, and a single command may bring one. */
const runsTogether = ({ value }: Located<string>): boolean =>
  value !== '' && !/^[\r\n]|[\r\n]$|^%[^%]*%$/.test(value) && !isUnfilled(value) && !isElision(value);

export const envoyAccessLogLineEnd = messageRule({
  code: 'envoy/access-log-line-end',
  severity: 'warning',
  summary: 'The format of an access log does not end with a line break.',
  why: 'Envoy writes the text of the format and nothing else: without a line break at the end, all entries are written on one line (run with Envoy 1.40). In single quotes and without quotes YAML keeps `\\n` as two characters. Formats in JSON get their line break from Envoy. The rule is silent for `/dev/null`, for formats that begin with a line break, and for formats that are a single command.',
  examples: [
    {
      before: `#- /envoy.yaml
admin:
  access_log:
    - name: envoy.access_loggers.stdout
      typed_config:
        "@type": type.googleapis.com/envoy.extensions.access_loggers.stream.v3.StdoutAccessLog
        log_format: { text_format_source: { inline_string: '%REQ(:PATH)% %RESPONSE_CODE%\\n' } }
#                                                          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning envoy/access-log-line-end: Access log entries are not separated. '\\n' is a line break only in double quotes.
static_resources: {}
`,
      after: `#- /envoy.yaml
admin:
  access_log:
    - name: envoy.access_loggers.stdout
      typed_config:
        "@type": type.googleapis.com/envoy.extensions.access_loggers.stream.v3.StdoutAccessLog
        log_format: { text_format_source: { inline_string: "%REQ(:PATH)% %RESPONSE_CODE%\\n" } }
static_resources: {}
`,
    },
  ],
  visits: {
    [`${loggers}.file.v3.FileAccessLog`]: lineEnd,
    [`${loggers}.stream.v3.StdoutAccessLog`]: lineEnd,
    [`${loggers}.stream.v3.StderrAccessLog`]: lineEnd,
  },
  fixes: (problem, subject) => fixes(subject, problem),
});

function fixes({ file }: Subjects['envoy'], { at }: MessageProblem): Fix[] {
  if ('key' in at || at.kind !== 'scalar' || at.aliasRange || /literal|folded/.test(at.style)) return [];
  const edit = { range: at.range, newText: JSON.stringify(`${at.text.replace(/(\\n)+$/, '')}\n`) };
  return [
    { title: message('End the format with a line break'), preferred: true, safe: false, edits: [editsIn(file, edit)] },
  ];
}
