import { projectProblems } from '../findings/project-findings.ts';
import { message } from '../message.ts';
import { rule } from '../rule.ts';

export const projectDuplicateKey = rule({
  code: 'project/duplicate-key',
  subject: 'file',
  severity: 'warning',
  summary: 'A key appears more than once in a map of the project file.',
  why: 'Only the last of the values applies.',
  examples: [
    {
      before: `#- /.envoy-sidecar.yaml
ignore: [vendor]
envoyVersion: 1.36
ignore: [generated]
#? warning project/duplicate-key at "ignore": Duplicate key 'ignore'. Only the last value applies.
`,
    },
  ],
  check({ file }, report) {
    for (const { range, written } of projectProblems(file, 'duplicate-key'))
      report({
        at: { uri: file.uri, range },
        message: message("Duplicate key '{0}'. Only the last value applies.", written),
      });
  },
});
