import { hasPlaceholder } from '../../yaml/edit/placeholder.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { field, fieldEntry } from '../envoy-field.ts';
import { isElision, isUnfilled } from '../validate/loaded-scalar.ts';
import { decodeBase64 } from './inline-pem.ts';
import type { CodedCheck } from './message-check.ts';

/** What a data source holds: Envoy's API marks these fields as sensitive. */
export type SecretKind = 'key' | 'ticket-key' | 'text';

/**
 * Inline secrets, which only matter if others can read the config. Placeholders and dummy values are not secrets.
 */
export const inlineSecrets =
  (kind: SecretKind, ...names: readonly string[]): CodedCheck =>
  (node, report) => {
    for (const source of names.flatMap((name) => dataSources(field(node, name))))
      for (const form of ['inline_string', 'inline_bytes']) {
        const entry = fieldEntry(source, form);
        if (entry?.value?.kind !== 'scalar') continue;
        const { text } = entry.value;
        const held = form === 'inline_bytes' ? decodeBase64(text) : text;
        if (!isMarked(text) && held !== undefined && isSecret[kind](held))
          report('envoy/secret-inline', entry, sentences[kind], 'filename');
      }
  };

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
