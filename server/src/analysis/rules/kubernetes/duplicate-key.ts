import { type ManifestProblem, toManifestValue } from '../../kubernetes/manifest-value.ts';
import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { walk } from '../../yaml/syntax/yaml-path.ts';
import { message } from '../message.ts';
import { repeatedEntryFixes } from '../fixes/repeated-entry.ts';
import { type Fix, rule, type Subjects } from '../rule.ts';

type DuplicateKey = Extract<ManifestProblem, { kind: 'duplicate-key' }>;

export const kubernetesDuplicateKey = rule({
  code: 'kubernetes/duplicate-key',
  subject: 'manifest',
  severity: 'error',
  safeFixes: true,
  summary: 'A key appears more than once in a map of a manifest.',
  why: 'The API server rejects the manifest if it validates fields strictly. Otherwise, as when a client sends it as JSON, the last value is used silently.',
  examples: [
    {
      before: `#- /pod.yaml stock:pod
#~ spec: => spec:\\n  restartPolicy: Always
#~ image: nginx => image: nginx\\n  restartPolicy: Never
#? error kubernetes/duplicate-key at "restartPolicy"#2: Duplicate key 'restartPolicy'. The API server rejects it or uses the last value.
`,
      after: `#- /pod.yaml stock:pod
#~ image: nginx => image: nginx\\n  restartPolicy: Never
`,
    },
  ],
  check(subject, report) {
    const { file, manifest } = subject;
    const problems = toManifestValue(manifest.root).problems.filter((one) => one.kind === 'duplicate-key');
    for (const problem of problems) {
      report({
        at: { uri: file.uri, range: problem.entry.key.range },
        message: message("Duplicate key '{0}'. The API server rejects it or uses the last value.", problem.key),
        related: [{ at: { uri: file.uri, range: problem.first.key.range }, message: message('First declared here.') }],
        fixes: () => removals(subject, problem, problems),
      });
    }
  },
});

function removals(
  { file, manifest }: Subjects['manifest'],
  { entry, first }: DuplicateKey,
  problems: readonly DuplicateKey[],
): readonly Fix[] {
  const isParent = (node: YamlNode): node is YamlMap => node.kind === 'map' && node.entries.includes(entry);
  const map = [...walk(manifest.root)].find(isParent);
  const repeated = problems.filter((problem) => problem.first === first).map((problem) => problem.entry);
  return map ? repeatedEntryFixes(file, map, [first, ...repeated], entry) : [];
}
