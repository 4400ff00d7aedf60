import { type Message, type MessageArg, message } from '../message.ts';
import { rule } from '../rule.ts';
import { reportMessages } from '../findings/message-findings.ts';
import { envoyFindings } from '../findings/envoy-findings.ts';
import { zipkinFixes } from '../fixes/zipkin-version.ts';
import { missingFieldFixes } from '../fixes/missing-field-fixes.ts';
import { shortName } from '../findings/type-labels.ts';

export const envoyMissingField = rule({
  code: 'envoy/missing-field',
  subject: 'envoy',
  severity: 'error',
  needsWhole: true,
  safeFixes: true,
  summary: 'A required field is missing.',
  why: 'The API marks fields as required, or sets a constraint that an empty value violates, such as a name with at least one character. For some groups of fields, one field must be set. The fix adds a skeleton to fill in.',
  examples: [
    {
      before: `#- /envoy.yaml
static_resources:
  clusters:
    - connect_timeout: 1s
#     ^^^^^^^^^^^^^^^ error envoy/missing-field: Cluster requires 'name'.
`,
      after: `#- /envoy.yaml
static_resources:
  clusters:
    - connect_timeout: 1s
      name: my-cluster
`,
    },
  ],
  check(subject, report) {
    for (const found of envoyFindings(subject, 'missing-field')) {
      const { type, groups } = found.finding;
      report({
        at: found.at,
        ...(found.severity && { severity: found.severity }),
        message: message('{0} requires {1}.', shortName(type), groups.map(oneOf).reduce(both)),
        fixes: () => missingFieldFixes(subject, found),
      });
    }
    reportMessages(subject, 'envoy/missing-field', report, {
      formerCodes: ['envoy/refused-value'],
      fixes: ({ message: { args }, node }) =>
        args[0] === 'collector_endpoint_version' ? zipkinFixes(subject, node) : [],
    });
  },
});

function oneOf(names: readonly string[]): MessageArg {
  const quoted = names.map((name) => `'${name}'`);
  return quoted.length === 1
    ? (quoted[0] ?? '')
    : message('{0} or {1}', quoted.slice(0, -1).join(', '), quoted.at(-1) ?? '');
}

const both = (one: MessageArg, other: MessageArg): Message => message('{0} and {1}', one, other);
