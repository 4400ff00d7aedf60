import { didYouMean } from '../../text/did-you-mean.ts';
import { projectKeys } from '../../workspace/project/project-keys.ts';
import { projectProblems, wordFix } from '../findings/project-findings.ts';
import { message } from '../message.ts';
import { rule } from '../rule.ts';

export const projectUnknownKey = rule({
  code: 'project/unknown-key',
  subject: 'file',
  severity: 'warning',
  summary: 'The project file has a key that does not exist.',
  why: 'The keys of `.envoy-sidecar.yaml` are `rules`, `ignore`, `envoyImages`, `envoyVersion`, `kubernetesVersion` and `appPorts`. Other keys have no effect.',
  examples: [
    {
      before: `#- /.envoy-sidecar.yaml
ignored: [vendor]
#? warning project/unknown-key at "ignored": Unknown key 'ignored'. Did you mean 'ignore'?
`,
      after: `#- /.envoy-sidecar.yaml
ignore: [vendor]
`,
    },
  ],
  check({ file }, report) {
    for (const { range, written } of projectProblems(file, 'unknown-key')) {
      const names: readonly string[] = projectKeys.map(({ name }) => name);
      const [meant] = didYouMean(written, names);
      const there = file.project?.keys ?? [];
      report({
        at: { uri: file.uri, range },
        message:
          meant === undefined
            ? message("Unknown key '{0}'. Use one of {1}.", written, names.join(', '))
            : message("Unknown key '{0}'. Did you mean '{1}'?", written, meant),
        fixes: () => (meant === undefined || there.includes(meant) ? [] : [wordFix(file, range, meant, true)]),
      });
    }
  },
});
