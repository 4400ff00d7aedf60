import type { EnvoyFinding } from '../../envoy/validate/envoy-finding.ts';
import { type Message, message } from '../message.ts';
import { rule } from '../rule.ts';
import { envoyFindings } from './envoy-findings.ts';

export const versionTooOld = rule({
  code: 'envoy/version-too-old',
  subject: 'envoy',
  severity: 'error',
  summary: 'The version of Envoy that the config is for does not have a field, a value or a type of it.',
  why: 'The version is told by a comment (`# envoy-sidecar: version=1.34`), by the setting `envoySidecar.envoyVersion`, or by the image tag of the sidecar that reads the config. Where Envoy’s releases were not read (1.33, 1.34, patch releases), nothing is said.',
  examples: [
    {
      before: `#- /envoy.yaml
# envoy-sidecar: version=1.37
static_resources:
  clusters:
    - name: app
      circuit_breakers:
        thresholds:
          - retry_budget: { budget_interval: 10s }
#                           ^^^^^^^^^^^^^^^ error envoy/version-too-old: "budget_interval" came with Envoy 1.39, and this config is for 1.37.
`,
    },
  ],
  check(subject, report) {
    for (const { finding, at } of envoyFindings(subject, 'version-too-old', 'removed'))
      report({
        at,
        message: finding.code === 'removed' ? gone(finding) : came(finding),
        ...(subject.target.at && {
          related: [{ at: subject.target.at, message: message('The version is told here') }],
        }),
      });
  },
});

type Finding<Code> = Extract<EnvoyFinding, { code: Code }>;

/** Not every release was read: where the ones between were not, the last one without it is named. */
function came({ name, since: { version, before }, target }: Finding<'version-too-old'>): Message {
  return before !== undefined && minor(version) - minor(before) > 1
    ? message('"{0}" came after Envoy {1}, and this config is for {2}.', name, before, target)
    : message('"{0}" came with Envoy {1}, and this config is for {2}.', name, version, target);
}

const gone = ({ name, removed: { version }, target }: Finding<'removed'>): Message =>
  message('"{0}" is gone since Envoy {1}, and this config is for {2}.', name, version, target);

const minor = (version: string): number => Number(version.split('.')[1]);
