/** The text of a file, or why its bytes are not text and what to do. `guess` is an approximate text for recognizing the file. */
export type DecodedText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'undecodable'; readonly reason: string; readonly guess: string };

/** Byte order marks. Envoy and the API server support all three in YAML. */
const marks = [
  { encoding: 'utf-8', name: 'UTF-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', name: 'UTF-16', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', name: 'UTF-16', bytes: [0xfe, 0xff] },
] as const;

/** UTF-32, of which the little-endian mark begins with that of UTF-16. */
const unsupported = [
  [0xff, 0xfe, 0, 0],
  [0, 0, 0xfe, 0xff],
] as const;

/**
 * Decodes a file according to its byte order mark, or as UTF-8. Returns a reason if it contains invalid bytes or NUL
 * characters.
 * @param keepMark keeps the byte order mark in the text, as U+FEFF
 */
export function decodeText(bytes: Uint8Array, keepMark: boolean): DecodedText {
  const startsWith = (mark: readonly number[]) => mark.every((byte, i) => bytes[i] === byte);
  if (unsupported.some(startsWith)) return undecodable(bytes, 'it is UTF-32');
  const mark = marks.find((one) => startsWith(one.bytes));
  const { encoding, name } = mark ?? { encoding: 'utf-8', name: 'UTF-8' };
  try {
    const text = new TextDecoder(encoding, { fatal: true, ignoreBOM: keepMark }).decode(bytes);
    return text.includes('\0') ? undecodable(bytes, 'it contains NUL characters') : { kind: 'text', text };
  } catch {
    return undecodable(bytes, `it is not valid ${name}`);
  }
}

const undecodable = (bytes: Uint8Array, reason: string): DecodedText => ({
  kind: 'undecodable',
  reason: `${reason}. Save it as UTF-8`,
  guess: new TextDecoder('latin1').decode(bytes).replaceAll('\0', ''),
});
