import { message } from '../message.ts';
import { editsIn, type Fix, rule, type Subjects } from '../rule.ts';
import { messageFindings, type FoundInMessage } from './message-findings.ts';

export const invalidFormat = rule({
  code: 'envoy/invalid-format',
  subject: 'envoy',
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
  check(subject, report) {
    for (const found of messageFindings(subject, 'envoy/invalid-format'))
      report({
        at: found.at,
        ...(found.severity && { severity: found.severity }),
        message: found.problem.message,
        fixes: () => fixes(subject, found),
      });
  },
});

/** A percent sign that starts no command is meant to stand for itself. */
function fixes({ file }: Subjects['envoy'], { problem: { range, message: said } }: FoundInMessage): Fix[] {
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
