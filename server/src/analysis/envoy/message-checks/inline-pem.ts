import { withoutTrailing } from '../../text/trailing.ts';
import { isElision } from '../validate/loaded-scalar.ts';
import { field, fieldEntry } from '../envoy-field.ts';
import type { CodedCheck } from './message-check.ts';
import { envoyName } from '../envoy-scalar.ts';

/**
 * Inline certificates and keys must be PEM. Envoy rejects other texts ("Failed to load trusted CA certificates from
 * <inline>", semantics cases `bytes-*`), including DER. Files are not checked.
 */
export const inlinePem =
  (...names: readonly string[]): CodedCheck =>
  (node, report) => {
    for (const name of names) {
      const source = field(node, name);
      for (const [form, read] of forms) {
        const entry = fieldEntry(source, form);
        const written = envoyName(entry?.value)?.value;
        if (!entry || !written || isFilledIn(written)) continue;
        const text = read(written);
        if (text !== undefined && !text.includes('-----BEGIN '))
          report('envoy/invalid-value', entry, "This is not valid PEM. It must contain '{0}'.", '-----BEGIN …');
      }
    }
  };

/** Templates and documentation have various marks, such as `@inject-runfile …`, so only a value that looks complete counts. */
const isFilledIn = (text: string): boolean => isElision(text) || /[@$<{%]/.test(text);

const forms: readonly (readonly [string, (text: string) => string | undefined])[] = [
  ['inline_string', (text) => text],
  ['inline_bytes', decodeBase64],
];

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** In either alphabet; undefined if the text is not base64, which is reported separately. */
export function decodeBase64(text: string): string | undefined {
  let bits = 0;
  let count = 0;
  let decoded = '';
  for (const character of withoutTrailing(text, '=').replaceAll('-', '+').replaceAll('_', '/')) {
    const value = alphabet.indexOf(character);
    if (value < 0) return undefined;
    bits = ((bits << 6) | value) & 0xffffff;
    count += 6;
    if (count < 8) continue;
    count -= 8;
    decoded += String.fromCharCode((bits >> count) & 0xff);
  }
  return decoded;
}
