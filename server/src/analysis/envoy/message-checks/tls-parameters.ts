import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { field } from '../envoy-field.ts';
import { envoyString } from '../envoy-scalar.ts';
import { cipherSuites, tlsCurves } from '../tls-names.ts';
import { isUnfilled } from '../validate/loaded-scalar.ts';
import type { CodedCheck } from './message-check.ts';

/**
 * "Failed to initialize cipher suites", "Failed to initialize ECDH curves": BoringSSL has fewer than OpenSSL, and knows each by its own name. Both
 * lists hold what any of Envoy 1.36 to 1.40 takes; of words such as `HIGH` or `ECDHE+AESGCM` nothing is said.
 */
export const tlsParameters: CodedCheck = (node, report) => {
  for (const item of scalarsOf(field(node, 'cipher_suites')))
    for (const { text, start } of wordsOf(item, /[^:|[\]]+/g))
      if (isNoName.test(text) || (isSuite(text) && !cipherSuites.has(text)))
        report(
          'envoy/invalid-value',
          { value: item, start, end: start + text.length },
          tls13.test(text)
            ? "'{0}' is a TLS 1.3 cipher suite. Those are always enabled and must not be listed."
            : "Unknown cipher suite '{0}'.",
          text,
        );
  for (const item of scalarsOf(field(node, 'ecdh_curves')))
    for (const { text, start } of wordsOf(item, /[^:]+/g))
      if (!tlsCurves.has(text))
        report(
          'envoy/invalid-value',
          { value: item, start, end: start + text.length },
          "Unknown curve '{0}'. Use for example '{1}' or '{2}'.",
          text,
          'X25519',
          'P-256',
        );
  for (const item of scalarsOf(field(node, 'signature_algorithms')))
    for (const { text, start } of wordsOf(item, /[^:]+/g))
      if (isNoName.test(text))
        report(
          'envoy/invalid-value',
          { value: item, start, end: start + text.length },
          "Unknown signature algorithm '{0}'. Use for example '{1}' or '{2}'.",
          text,
          'rsa_pss_rsae_sha256',
          'ecdsa_secp256r1_sha256',
        );
};

/** No name of a cipher, a group of them or an algorithm has such characters ("Failed to initialize …"; Envoy 1.36 to 1.40). */
const isNoName = /[^\w+@!=.,; -]/;

function wordsOf(node: YamlNode, pattern: RegExp): { readonly text: string; readonly start: number }[] {
  const text = envoyString(node)?.value ?? '';
  if (isUnfilled(text)) return [];
  return [...text.matchAll(pattern)].map((match) => ({ text: match[0], start: match.index }));
}

const scalarsOf = (node: YamlNode | undefined): readonly YamlNode[] =>
  node?.kind === 'seq' ? node.items : node?.kind === 'scalar' ? [node] : [];

/** The name of one suite, not of a group of them: it has parts. */
const isSuite = (word: string): boolean => /^[A-Za-z]\w*(-\w+)+$|^TLS_\w+$/.test(word);

const tls13 = /^TLS_(AES_(128|256)_GCM|CHACHA20_POLY1305)_SHA(256|384)$/;
