import { message } from '../message.ts';
import { editsIn, type Fix, messageRule, type Subjects } from '../rule.ts';
import type { MessageProblem } from '../../envoy/message-checks/message-check.ts';

export const invalidFormat = messageRule({
  code: 'envoy/invalid-format',
  severity: 'error',
  summary: 'A format string of an access log, a header or similar is invalid.',
  why: 'A percent sign starts a command (`%START_TIME%`, `%REQ(:PATH)%`). A literal percent sign is written twice. Some commands require parameters, others do not allow them.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ route: { cluster: app } => route: { cluster: app }\\n                              response_headers_to_add: [{ header: { key: x-load, value: 100% } }]
#? error envoy/invalid-format at "%"
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
#~ route: { cluster: app } => route: { cluster: app }\\n                              response_headers_to_add: [{ header: { key: x-load, value: 100%% } }]
`,
    },
  ],
  fixes: (problem, subject) => fixes(subject, problem),
});

/** A percent sign that does not start a command is probably meant literally. */
function fixes({ file }: Subjects['envoy'], { range, message: said }: MessageProblem): Fix[] {
  const text = file.text.slice(range.start, range.end);
  if (said.args.length > 0 || !/^%[^%\s]*%?$/.test(text)) return [];
  return [
    {
      title: message('Escape the percent sign'),
      preferred: true,
      safe: false,
      edits: [editsIn(file, { range, newText: text.replaceAll('%', '%%') })],
    },
  ];
}
