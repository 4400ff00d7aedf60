import { envoyReleases } from '../../schema/envoy-releases.ts';
import { isUnchecked, OLDEST_CHECKED } from '../../workspace/target-version.ts';
import { raiseVersionFixes } from '../fixes/raise-version.ts';
import { message } from '../message.ts';
import { rule } from '../rule.ts';

export const versionNotChecked = rule({
  code: 'envoy/version-not-checked',
  subject: 'envoy',
  severity: 'information',
  anyVersion: true,
  summary: 'The config is for an Envoy version that is too old to be checked.',
  why: 'What Envoy accepts before 1.22 is not known here, so no other rule looks at the config. The v2 API was removed in Envoy 1.18, and extensions that are found by name alone in 1.22. The fix changes the image or the comment to the newest known version: then all that is no longer supported is reported, with fixes that migrate it.',
  examples: [
    {
      before: `#- /envoy.yaml
# envoy-sidecar: version=1.12
static_resources:
  clusters:
    - { name: app, hosts: [{ socket_address: { address: 127.0.0.1, port_value: 8080 } }] }
#? information envoy/version-not-checked at "static_resources": Configs for Envoy 1.12 are not checked. Envoy 1.18 removed the v2 API, and 1.22 filters without 'typed_config'.
`,
    },
  ],
  check(subject, report) {
    const { file, source, target } = subject;
    if (!isUnchecked(target)) return;
    const { root } = source.config;
    report({
      at: { uri: file.uri, range: (root.entries[0]?.key ?? root).range },
      message: message(
        "Configs for Envoy {0} are not checked. Envoy 1.18 removed the v2 API, and {1} filters without '{2}'.",
        target.version ?? '',
        OLDEST_CHECKED,
        'typed_config',
      ),
      ...(target.at && { related: [{ at: target.at, message: message('The version is set here.') }] }),
      fixes: () =>
        raiseVersionFixes(subject, envoyReleases()[0] ?? OLDEST_CHECKED).map((fix) => ({
          ...fix,
          reveals: true as const,
        })),
    });
  },
});
