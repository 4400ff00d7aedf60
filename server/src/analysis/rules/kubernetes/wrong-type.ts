import type { YamlScalar } from '../../yaml/syntax/yaml-node.ts';
import { type Message, type MessageArg, message } from '../message.ts';
import { editsIn, type Fix, rule, type Subjects } from '../rule.ts';
import { type ManifestFinding, manifestFindings, valuePlace } from '../findings/manifest-findings.ts';
import { isPlainSurprise } from './yaml-1-1-surprise.ts';

export const wrongType = rule({
  code: 'kubernetes/wrong-type',
  subject: 'manifest',
  severity: 'error',
  safeFixes: true,
  summary: 'The type of a value does not match its field.',
  why: 'The API server cannot read the manifest: it reads a quoted number as a string, and an unquoted one as a number.',
  examples: [
    {
      before: `#- /pod.yaml stock:pod
#~ image: nginx => image: nginx\\n      ports:\\n        - containerPort: "80"
#? error kubernetes/wrong-type at ""80"": 'containerPort' must be of type integer, not string.
`,
      after: `#- /pod.yaml stock:pod
#~ image: nginx => image: nginx\\n      ports:\\n        - containerPort: 80
`,
    },
  ],
  check(subject, report) {
    for (const found of manifestFindings(subject, 'wrong-type')) {
      if (isPlainSurprise(found)) continue;
      report({
        at: valuePlace(subject.file, found, subject.manifest),
        message: messageOf(found),
        fixes: () => unquotes(subject, found),
      });
    }
  },
});

function messageOf({ finding: { args } }: ManifestFinding): Message {
  const [field = '', wanted = '', written = ''] = args;
  return message("'{0}' must be of type {1}, not {2}.", field, word(wanted), word(written));
}

/** The type names of the schema. Quantities and similar types have their own names. */
const word = (name: string | number): MessageArg => words[name] ?? name;

const words: Readonly<Record<string, Message | undefined>> = {
  string: message('string'),
  boolean: message('boolean'),
  integer: message('integer'),
  number: message('number'),
  list: message('list'),
  map: message('map'),
  'integer or string': message('integer or string'),
};

function unquotes({ file }: Subjects['manifest'], { finding, node, editable }: ManifestFinding): Fix[] {
  if (!editable || node?.kind !== 'scalar' || !isQuoted(node)) return [];
  const written = finding.args[1] === 'boolean' ? /^(true|false)$/ : /^(0|-?[1-9]\d*)$/;
  if (!['integer', 'boolean'].includes(String(finding.args[1])) || !written.test(node.text)) return [];
  return [unquote(file, node)];
}

const isQuoted = ({ style }: YamlScalar): boolean => style === 'single' || style === 'double';

/** The fix that removes the quotes. */
export function unquote(file: Subjects['manifest']['file'], scalar: YamlScalar): Fix {
  return {
    title: message('Remove quotes'),
    preferred: true,
    safe: true,
    edits: [editsIn(file, { range: scalar.range, newText: scalar.text })],
  };
}
