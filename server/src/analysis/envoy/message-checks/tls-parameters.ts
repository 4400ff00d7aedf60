import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { field } from '../envoy-field.ts';
import { envoyString } from '../envoy-scalar.ts';
import { isUnfilled } from '../validate/loaded-scalar.ts';
import type { CodedCheck } from './message-check.ts';

/**
 * "Failed to initialize cipher suites", "Failed to initialize ECDH curves": BoringSSL has fewer than OpenSSL, and knows each by its own name. Both
 * lists hold what any of Envoy 1.36 to 1.40 takes; of words such as `HIGH` or `ECDHE+AESGCM` nothing is said.
 */
export const tlsParameters: CodedCheck = (node, report) => {
  for (const item of scalarsOf(field(node, 'cipher_suites')))
    for (const { text, start } of wordsOf(item, /[^:|[\]]+/g))
      if (isNoName.test(text) || (isSuite(text) && !suites.has(text)))
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
      if (!curves.has(text))
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

const suites: ReadonlySet<string> = new Set(
  `DES-CBC3-SHA AES128-SHA AES256-SHA AES128-GCM-SHA256 AES256-GCM-SHA384 PSK-AES128-CBC-SHA PSK-AES256-CBC-SHA
  ECDHE-ECDSA-AES128-SHA ECDHE-ECDSA-AES256-SHA ECDHE-ECDSA-AES128-SHA256 ECDHE-ECDSA-AES128-GCM-SHA256 ECDHE-ECDSA-AES256-GCM-SHA384
  ECDHE-ECDSA-CHACHA20-POLY1305 ECDHE-RSA-AES128-SHA ECDHE-RSA-AES256-SHA ECDHE-RSA-AES128-SHA256 ECDHE-RSA-AES128-GCM-SHA256
  ECDHE-RSA-AES256-GCM-SHA384 ECDHE-RSA-CHACHA20-POLY1305 ECDHE-PSK-AES128-CBC-SHA ECDHE-PSK-AES256-CBC-SHA
  ECDHE-PSK-CHACHA20-POLY1305 TLS_RSA_WITH_3DES_EDE_CBC_SHA TLS_RSA_WITH_AES_128_CBC_SHA TLS_RSA_WITH_AES_256_CBC_SHA
  TLS_RSA_WITH_AES_128_GCM_SHA256 TLS_RSA_WITH_AES_256_GCM_SHA384 TLS_PSK_WITH_AES_128_CBC_SHA TLS_PSK_WITH_AES_256_CBC_SHA
  TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256
  TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256 TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384
  TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256 TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA
  TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256 TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384
  TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256 TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA TLS_ECDHE_PSK_WITH_AES_256_CBC_SHA
  TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256`.split(/\s+/),
);

const curves: ReadonlySet<string> = new Set(
  `X25519 x25519 P-224 P-256 P-384 P-521 prime256v1 secp224r1 secp384r1 secp521r1 X25519MLKEM768 X25519Kyber768Draft00
  MLKEM1024`.split(/\s+/),
);
