import { moveToSecretFixes } from '../move-to-secret.ts';
import { rule } from '../rule.ts';
import { messageFindings } from './message-findings.ts';

export const secretInline = rule({
  code: 'envoy/secret-inline',
  subject: 'envoy',
  severity: 'warning',
  summary: 'A private key or another secret is written into a config that lies in a ConfigMap.',
  why: 'ConfigMaps are not kept as Secrets are: many may read them, they are shown in full and not encrypted at rest. Envoy reads keys and passwords from a mounted file as well (`filename`). Said of private keys that no password protects, keys of session tickets, generic secrets and passwords, in ConfigMaps and in files that a kustomization’s `configMapGenerator` takes; silent for placeholders and for what only stands in for a secret. The fix makes a Secret beside the pod, where it can be mounted; whoever saw the ConfigMap has the old key, so that a new one is better still.',
  examples: [
    {
      before: `#- /config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: envoy-config }
data:
  sds.yaml: |
    resources:
      - "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.Secret
        name: server
        tls_certificate:
          certificate_chain: { filename: /etc/tls/tls.crt }
          private_key:
            inline_string: |
#           ^^^^^^^^^^^^^ warning envoy/secret-inline: Whoever may read ConfigMaps has this private key: keep it in a Secret, and name its file in "filename".
              -----BEGIN PRIVATE KEY-----
              AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA
              -----END PRIVATE KEY-----
`,
    },
  ],
  check(subject, report) {
    if (!subject.inConfigMap) return;
    for (const { problem, at } of messageFindings(subject, 'envoy/secret-inline'))
      report({ at, message: problem.message, fixes: () => moveToSecretFixes(subject, problem) });
  },
});
