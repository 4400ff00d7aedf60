import { formatCommandNames } from '../../envoy/format-commands.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, messageRule, type Subjects } from '../rule.ts';
import type { MessageProblem } from '../../envoy/message-checks/message-check.ts';

export const unknownFormatCommand = messageRule({
  code: 'envoy/unknown-format-command',
  severity: 'error',
  summary: 'A format string contains an unknown command.',
  why: 'Format strings of access logs, headers and local replies contain commands such as `%START_TIME%`. Each command must be known to Envoy or to a configured formatter ("Not supported field in StreamInfo").',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ route: { cluster: app } => route: { cluster: app }\\n                              response_headers_to_add: [{ header: { key: x-started, value: "%STRAT_TIME%" } }]
#? error envoy/unknown-format-command at "%STRAT_TIME%": Unknown command 'STRAT_TIME'.
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
#~ route: { cluster: app } => route: { cluster: app }\\n                              response_headers_to_add: [{ header: { key: x-started, value: "%START_TIME%" } }]
`,
    },
  ],
  fixes: (problem, subject) => fixes(subject, problem),
});

function fixes({ file }: Subjects['envoy'], { range, message: said }: MessageProblem): Fix[] {
  const text = file.text.slice(range.start, range.end);
  const name = String(said.args[0]);
  if (!text.startsWith(`%${name}`) || !text.endsWith('%')) return [];
  const near = didYouMean(name, formatCommandNames()).slice(0, 3);
  return [
    ...near.map((candidate, i) => ({
      title: message("Change to '{0}'", candidate),
      preferred: i === 0,
      safe: false,
      edits: [editsIn(file, { range, newText: `%${candidate}${text.slice(name.length + 1)}` })],
    })),
    {
      title: message('Escape the percent signs'),
      preferred: near.length === 0,
      safe: false,
      edits: [editsIn(file, { range, newText: text.replaceAll('%', '%%') })],
    },
  ];
}
