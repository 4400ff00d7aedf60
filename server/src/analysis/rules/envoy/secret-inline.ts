import { field, fieldEntry } from '../../envoy/envoy-field.ts';
import { decodeBytes } from '../../envoy/base64-bytes.ts';
import type { MessageCheck } from '../../envoy/message-checks/message-check.ts';
import { isElision, isUnfilled } from '../../envoy/validate/loaded-scalar.ts';
import { hasPlaceholder } from '../../yaml/edit/placeholder.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { moveToSecretFixes } from '../fixes/move-to-secret.ts';
import { rule } from '../rule.ts';
import { messageFindings } from '../findings/message-findings.ts';

const redis = 'envoy.extensions.filters.network.redis_proxy.v3';
const tls = 'envoy.extensions.transport_sockets.tls.v3';

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
  visits: {
    'envoy.config.core.v3.GrpcService.GoogleGrpc.SslCredentials': inlineSecrets('key', 'private_key'),
    [`${redis}.RedisProtocolOptions`]: inlineSecrets('text', 'auth_password'),
    [`${redis}.RedisProtocolOptions.Credential`]: inlineSecrets('text', 'auth_password'),
    [`${redis}.RedisProxy`]: inlineSecrets('text', 'downstream_auth_password', 'downstream_auth_passwords'),
    [`${tls}.GenericSecret`]: inlineSecrets('text', 'secret', 'secrets'),
    [`${tls}.TlsCertificate`](...asked) {
      inlineSecrets('key', 'private_key')(...asked);
      inlineSecrets('text', 'password')(...asked);
    },
    [`${tls}.TlsSessionTicketKeys`]: inlineSecrets('ticket-key', 'keys'),
  },
  check(subject, report) {
    if (!subject.inConfigMap) return;
    for (const { problem, at } of messageFindings(subject, 'envoy/secret-inline'))
      report({ at, message: problem.message, fixes: () => moveToSecretFixes(subject, problem) });
  },
});

/** What a data source holds: Envoy's API marks these fields as sensitive. */
type SecretKind = 'key' | 'ticket-key' | 'text';

/** Inline secrets in the named fields. Placeholders and dummy values are not secrets. */
function inlineSecrets(kind: SecretKind, ...names: readonly string[]): MessageCheck {
  return (node, report) => {
    for (const source of names.flatMap((name) => dataSources(field(node, name))))
      for (const form of ['inline_string', 'inline_bytes']) {
        const entry = fieldEntry(source, form);
        if (entry?.value?.kind !== 'scalar') continue;
        const { text } = entry.value;
        const held = form === 'inline_bytes' ? decodeBytes(text) : text;
        if (!isMarked(text) && held !== undefined && isSecret[kind](held)) report(entry, sentences[kind], 'filename');
      }
  };
}

/** One data source, a list of them, or a map of them by name. */
const dataSources = (node: YamlNode | undefined): readonly YamlNode[] => {
  if (node?.kind === 'seq') return node.items;
  if (node?.kind !== 'map' || forms.some((form) => fieldEntry(node, form))) return node ? [node] : [];
  return node.entries.flatMap(({ value }) => value ?? []);
};

const forms = ['inline_string', 'inline_bytes', 'filename', 'environment_variable'];

const sentences: Readonly<Record<SecretKind, string>> = {
  key: "Anyone who can read ConfigMaps can read this private key. Store it in a Secret and load its file with '{0}'.",
  'ticket-key':
    "Anyone who can read ConfigMaps can decrypt sessions with this key. Store it in a Secret and load its file with '{0}'.",
  text: "Anyone who can read ConfigMaps can read this secret. Store it in a Secret and load its file with '{0}'.",
};

const isSecret: Readonly<Record<SecretKind, (text: string) => boolean>> = {
  key: holdsKey,
  // Envoy wants 80 bytes of them.
  'ticket-key': (text) => text.length >= 80,
  text: (text) => text.trim().length >= 4 && !standIn.test(text),
};

/** A whole private key that no password protects; "Proc-Type" is a header of those that one does. */
function holdsKey(text: string): boolean {
  const [, body = ''] = /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----([^-]*)-----END /.exec(text) ?? [];
  return !text.includes('ENCRYPTED') && /^[A-Za-z0-9+/]{64,}=*$/.test(body.replace(/\s|\\n/g, ''));
}

/** Templates and tools that fill in or decrypt values have various marks, so only a value that looks complete counts. */
const isMarked = (text: string): boolean =>
  hasPlaceholder(text) || isUnfilled(text) || isElision(text) || /[@$<{%]|\.\.\.|^(ENC\[|vault:|ref\+)/.test(text);

/** What documentation writes in a secret's place. */
const standIn =
  /change|replace|fill|your|example|dummy|placeholder|redacted|todo|secret|passw|token|insert|sample|test|foo|xxx|\*\*\*/i;
