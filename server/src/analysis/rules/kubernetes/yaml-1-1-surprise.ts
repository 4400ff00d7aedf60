import type { YamlScalar } from '../../yaml/syntax/yaml-node.ts';
import { message } from '../message.ts';
import { editsIn, rule } from '../rule.ts';
import { type ManifestFinding, manifestFindings, valuePlace } from '../findings/manifest-findings.ts';

export const kubernetesYamlSurprise = rule({
  code: 'kubernetes/yaml-1-1-surprise',
  subject: 'manifest',
  severity: 'error',
  safeFixes: true,
  summary: 'An unquoted value such as `yes`, `on` or `1` is used where the API server expects a string.',
  why: 'The API server reads YAML 1.1: `yes`, `on`, `y` and their opposites are booleans, and `0644` is the number 420. Environment values, labels and annotations must be strings, so the manifest is an error.',
  examples: [
    {
      before: `#- /pod.yaml stock:pod
#~ image: nginx => image: nginx\\n      env:\\n        - name: DEBUG\\n          value: yes
#? error kubernetes/yaml-1-1-surprise at "yes": 'value' must be a string, but the API server reads 'yes' as a boolean. Add quotes.
`,
      after: `#- /pod.yaml stock:pod
#~ image: nginx => image: nginx\\n      env:\\n        - name: DEBUG\\n          value: "yes"
`,
    },
  ],
  check(subject, report) {
    const { file, manifest } = subject;
    for (const found of manifestFindings(subject, 'wrong-type')) {
      if (!isPlainSurprise(found)) continue;
      const { finding, node, editable } = found;
      report({
        at: valuePlace(file, found, manifest),
        message:
          finding.args[2] === 'boolean'
            ? message(
                "'{1}' must be a string, but the API server reads '{0}' as a boolean. Add quotes.",
                node.text,
                finding.args[0] ?? '',
              )
            : message(
                "'{1}' must be a string, but the API server reads '{0}' as a number. Add quotes.",
                node.text,
                finding.args[0] ?? '',
              ),
        fixes: () =>
          editable
            ? [
                {
                  title: message('Add quotes'),
                  preferred: true,
                  safe: true,
                  edits: [editsIn(file, { range: node.range, newText: JSON.stringify(node.text) })],
                },
              ]
            : [],
      });
    }
  },
});

/** A plain scalar that would be the expected string with quotes. */
export function isPlainSurprise(found: ManifestFinding): found is ManifestFinding & { readonly node: YamlScalar } {
  const { finding, node } = found;
  const isString = finding.args[1] === 'string' || finding.args[1] === 'integer or string';
  const isScalar = ['boolean', 'integer', 'number'].includes(String(finding.args[2]));
  return isString && isScalar && node?.kind === 'scalar' && node.style === 'plain' && node.tag === undefined;
}
