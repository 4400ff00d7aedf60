import type { SchemaFinding } from '../../schema/kubernetes-schema.ts';
import { replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import { type Message, message } from '../message.ts';
import { editsIn, type Fix, rule, type Subjects } from '../rule.ts';
import { type ManifestFinding, manifestFindings, valuePlace, severityOf } from '../findings/manifest-findings.ts';
import { unquote } from './wrong-type.ts';

export const invalidValue = rule({
  code: 'kubernetes/invalid-value',
  subject: 'manifest',
  severity: 'error',
  safeFixes: true,
  summary: 'The value of a field is not allowed.',
  why: 'The API server compares words case-sensitively, checks the range of numbers, and accepts only certain suffixes in quantities (`Mi`, not `MB`).',
  examples: [
    {
      before: `#- /pod.yaml stock:pod
#~ spec: => spec:\\n  restartPolicy: always
#? error kubernetes/invalid-value at "always": 'always' is not a valid value for 'restartPolicy'. Allowed values: Always, Never, OnFailure.
`,
      after: `#- /pod.yaml stock:pod
#~ spec: => spec:\\n  restartPolicy: Always
`,
    },
    {
      before: `#- /service.yaml stock:service
#~ - port: 80 => - port: 80\\n      targetPort: "8080"
#? error kubernetes/invalid-value at ""8080"": '8080' is not a valid port name for 'targetPort'. A quoted value is a name and requires a lowercase letter.
`,
      after: `#- /service.yaml stock:service
#~ - port: 80 => - port: 80\\n      targetPort: 8080
`,
    },
  ],
  check(subject, report) {
    for (const found of manifestFindings(subject, 'invalid-value'))
      report({
        at: valuePlace(subject.file, found, subject.manifest),
        ...severityOf(found),
        message: describe(found.finding),
        fixes: () => fixes(subject, found),
      });
  },
});

function describe({ constraint, args }: SchemaFinding): Message {
  if (constraint === 'enum') return message("'{1}' is not a valid value for '{0}'. Allowed values: {2}.", ...args);
  if (constraint === 'range' && args[3] === Number.MAX_SAFE_INTEGER)
    return message("'{0}' must be at least {2}, not {1}.", ...args);
  if (constraint === 'range') return message("'{0}' must be between {2} and {3}, not {1}.", ...args);
  switch (args[2]) {
    case 'quantity':
      return message("'{1}' is not a valid quantity for '{0}'. Use a value such as 250m, 1.5 or 64Mi.", ...args);
    case 'time':
      return message("'{1}' is not a valid time for '{0}'. Use a value such as 2030-01-31T12:00:00Z.", ...args);
    case 'port-name':
      return message(
        "'{1}' is not a valid port name for '{0}'. A quoted value is a name and requires a lowercase letter.",
        ...args,
      );
    default:
      return message("'{0}' must be base64.", ...args);
  }
}

function fixes({ file }: Subjects['manifest'], { finding, node, editable }: ManifestFinding): readonly Fix[] {
  if (!editable || node?.kind !== 'scalar') return [];
  if (finding.args[2] === 'port-name') return /^[1-9]\d{0,4}$/.test(node.text) ? [unquote(file, node)] : [];
  const written = node.text.toLowerCase();
  return (finding.suggestions ?? []).map((value, i) => ({
    title: message("Change to '{0}'", value),
    // Only a value that differs in case is certainly the intended one.
    preferred: i === 0 && value.toLowerCase() === written,
    safe: false,
    edits: [editsIn(file, replaceScalar(file.text, node, value))],
  }));
}
