import { meantVersion } from '../../workspace/envoy-version.ts';
import { projectProblems, wordFix } from '../findings/project-findings.ts';
import { message } from '../message.ts';
import { rule } from '../rule.ts';

export const projectInvalidVersion = rule({
  code: 'project/invalid-version',
  subject: 'file',
  severity: 'error',
  summary: 'A version in the project file is not a version of Envoy or Kubernetes.',
  why: 'Without the intended version, files are checked for a different one. A version of Envoy is written as `1.36` or `1.36.4`, and one of Kubernetes as `1.33`.',
  examples: [
    {
      before: `#- /.envoy-sidecar.yaml
envoyVersion: v1.36-latest
#? error project/invalid-version at "v1.36-latest": 'v1.36-latest' is not a valid Envoy version. Use a version such as 1.36 or 1.36.4.
`,
      after: `#- /.envoy-sidecar.yaml
envoyVersion: 1.36
`,
    },
  ],
  check({ file }, report) {
    for (const { range, written, template = '' } of projectProblems(file, 'invalid-version')) {
      const meant = meantVersion(written);
      report({
        at: { uri: file.uri, range },
        message: message(template, written),
        fixes: () => (meant === undefined ? [] : [wordFix(file, range, meant, true)]),
      });
    }
  },
});
