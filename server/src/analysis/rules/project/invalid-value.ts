import { didYouMean } from '../../text/did-you-mean.ts';
import { severityNames } from '../../workspace/project/project-keys.ts';
import { projectProblems, wordFix } from '../findings/project-findings.ts';
import { message } from '../message.ts';
import { rule } from '../rule.ts';

export const projectInvalidValue = rule({
  code: 'project/invalid-value',
  subject: 'file',
  severity: 'error',
  summary: 'A value in the project file is not of the required type.',
  why: 'A value that cannot be read has no effect. A severity is `error`, `warning`, `information`, `hint` or `off`; a port is a number from 1 to 65535.',
  examples: [
    {
      before: `#- /.envoy-sidecar.yaml
rules:
  kubernetes/*: warn
#? error project/invalid-value at "warn": 'warn' is not a severity. Use error, warning, information, hint or off.
`,
      after: `#- /.envoy-sidecar.yaml
rules:
  kubernetes/*: warning
`,
    },
    {
      before: `#- /.envoy-sidecar.yaml
ignore: vendor/**
#? error project/invalid-value at "vendor/**": The value of 'ignore' must be a list of paths.
`,
    },
  ],
  check({ file }, report) {
    for (const { range, written, template = '', expected } of projectProblems(file, 'invalid-value')) {
      const [meant] = expected === 'severity' ? meantSeverities(written) : [];
      report({
        at: { uri: file.uri, range },
        message: message(template, written),
        fixes: () => (meant === undefined ? [] : [wordFix(file, range, meant, true)]),
      });
    }
  },
});

/** Also by their beginnings, such as `warn` and `info` in other tools. */
const meantSeverities = (written: string): readonly string[] => [
  ...severityNames.filter((name) => written.length > 2 && name.startsWith(written.toLowerCase())),
  ...didYouMean(written, severityNames),
];
