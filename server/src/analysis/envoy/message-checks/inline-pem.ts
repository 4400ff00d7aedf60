import { decodeBytes } from '../base64-bytes.ts';
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
  ['inline_bytes', decodeBytes],
];
