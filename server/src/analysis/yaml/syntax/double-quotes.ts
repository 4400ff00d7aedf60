import { parseDocument } from 'yaml';
import type { TextRange } from '../../text/text-range.ts';

/** A backslash with what belongs to it. */
const escapes = /\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S])/g;

/**
 * The text of a scalar in double quotes. Envoy's loader and the API server's read `\'` as a quote, which the library does not
 * know (checked with Envoy 1.40).
 * @param written with its quotes
 * @param value what the library reads
 */
export function doubleQuotedText(written: string, value: string): string {
  if (!written.includes("\\'")) return value;
  const known = written.replaceAll(escapes, (sequence) => (sequence === "\\'" ? "'" : sequence));
  const { contents } = parseDocument(known, { schema: 'failsafe', logLevel: 'silent' });
  return String(contents);
}

/**
 * The first escape of a half character (`\uD800`), which both loaders refuse, even if the other half follows. JSON is read by
 * other readers, which take both halves.
 */
export function halfCharacter(written: string): TextRange | undefined {
  if (!/\\(?:u|U0000)[dD]/.test(written)) return undefined;
  for (const { 0: sequence, index } of written.matchAll(escapes))
    if (/^\\(?:u|U0000)[dD][89a-fA-F]/.test(sequence)) return { start: index, end: index + sequence.length };
  return undefined;
}
