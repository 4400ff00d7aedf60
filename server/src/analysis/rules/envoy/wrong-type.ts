import type { YamlNode } from '../../yaml/yaml-node.ts';
import { hasPlaceholder } from '../../yaml/placeholder.ts';
import { walk } from '../../yaml/yaml-path.ts';
import { type Message, message } from '../message.ts';
import { editsIn, type Fix, rule, type Subjects } from '../rule.ts';
import { durationFixes } from './duration-fixes.ts';
import { envoyFindings, type FoundInEnvoy } from './envoy-findings.ts';
import { reshapeFixes } from './reshape-fixes.ts';
import { typeWords } from './type-words.ts';

export const envoyWrongType = rule({
  code: 'envoy/wrong-type',
  subject: 'envoy',
  severity: 'error',
  safeFixes: true,
  summary: 'A value is of another kind than its field takes.',
  why: 'Envoy’s YAML reader guesses what a plain scalar is before it knows the field: `true`, `on`, `y` are booleans, `80`, `0x50` and `010` numbers, and a field for a string refuses them. In quotes they are strings. A field that takes a list takes one value alone as well, the other way round not. Envoy replaces no variables: `${PORT}` in place of a number is refused. That is said only where it is the only one in the config; with more of them the file is taken for a template.',
  examples: [
    {
      before: `#- /envoy.yaml
node:
  id: 12345
#     ^^^^^ error envoy/wrong-type: "id" takes a string, not a number.
  cluster: app
static_resources: {}
`,
      after: `#- /envoy.yaml
node:
  id: "12345"
  cluster: app
static_resources: {}
`,
    },
    {
      before: `#- /envoy.yaml
static_resources:
  clusters:
    - name: app
      connect_timeout: 5
#                      ^ error envoy/wrong-type: "connect_timeout" takes a duration such as 0.25s, not a number.
`,
      after: `#- /envoy.yaml
static_resources:
  clusters:
    - name: app
      connect_timeout: 5s
`,
    },
  ],
  check(subject, report) {
    for (const found of envoyFindings(subject, 'wrong-type')) {
      const isPlaceholder = found.finding.found === 'a placeholder';
      if (isPlaceholder && !isLoneVariable(found.node, subject.source.config.root)) continue;
      report({
        at: found.at,
        ...(found.severity && !isPlaceholder && { severity: found.severity }),
        message: messageOf(found),
        fixes: () => fixes(subject, found),
      });
    }
  },
});

/** A shell's variable. Several placeholders are no slip, nor is another notation: something fills the file in. */
function isLoneVariable(node: YamlNode | undefined, root: YamlNode): boolean {
  if (node?.kind !== 'scalar' || node.style !== 'plain' || !/^\$\{\w+\}$/.test(node.text)) return false;
  let count = 0;
  for (const other of walk(root)) if (other.kind === 'scalar' && hasPlaceholder(other.text)) count++;
  return count <= 1;
}

function messageOf({ finding: { expected, found }, entry, node }: FoundInEnvoy<'wrong-type'>): Message {
  const key = entry?.key.text ?? '';
  if (found === 'a placeholder')
    return message(
      '"{0}" takes {1}, and Envoy replaces no variables: it refuses "{2}" unless something else fills it in.',
      key,
      typeWords(expected),
      node?.kind === 'scalar' ? node.text : '',
    );
  return message('"{0}" takes {1}, not {2}.', key, typeWords(expected), found);
}

function fixes(subject: Subjects['envoy'], found: FoundInEnvoy<'wrong-type'>): Fix[] {
  const reshaped = reshapeFixes(subject, found);
  return reshaped.length > 0 ? reshaped : scalarFixes(subject, found);
}

function scalarFixes({ file }: Subjects['envoy'], { finding, node, editable }: FoundInEnvoy<'wrong-type'>): Fix[] {
  if (!node || !editable || node.kind !== 'scalar') return [];
  if (finding.expected === 'google.protobuf.Duration') return durationFixes(file, node);
  if (finding.expected !== 'string' || (finding.found !== 'a number' && finding.found !== 'a boolean')) return [];
  return [
    {
      title: message('Put it in quotes'),
      preferred: true,
      safe: true,
      edits: [editsIn(file, { range: node.range, newText: JSON.stringify(node.text) })],
    },
  ];
}
