import { moveToSecretFixes } from '../fixes/move-to-secret.ts';
import { rule } from '../rule.ts';
import { messageFindings } from '../findings/message-findings.ts';

export const secretInline = rule({
  code: 'envoy/secret-inline',
  subject: 'envoy',
  severity: 'warning',
  summary: 'A ConfigMap contains a private key or another secret.',
  why: 'ConfigMaps are less protected than Secrets: many users may read them, they are shown in full, and they are not encrypted at rest. Envoy can also read keys and passwords from a mounted file (`filename`). The rule covers private keys without a password, session ticket keys, generic secrets and passwords, in ConfigMaps and in files that the `configMapGenerator` of a kustomization includes. It is silent for placeholders and dummy values. The fix creates a Secret next to the pod and mounts it. Anyone who saw the ConfigMap has the old key, so it is better to create a new one.',
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
#           ^^^^^^^^^^^^^ warning envoy/secret-inline: Anyone who can read ConfigMaps can read this private key. Store it in a Secret and load its file with 'filename'.
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
