/** A file's text, or why its bytes are none. `guess`: what can be made of them, to tell what the file may be. */
export type DecodedText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'undecodable'; readonly reason: string; readonly guess: string };

/** Marks at the beginning of a file that name its encoding. Envoy and the API server read all three in YAML. */
const marks = [
  { encoding: 'utf-8', name: 'UTF-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', name: 'UTF-16', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', name: 'UTF-16', bytes: [0xfe, 0xff] },
] as const;

/**
 * Decodes a file by its byte order mark, else as UTF-8. Bytes that the encoding does not know, and NUL characters, give a reason.
 * @param keepMark leaves the byte order mark in the text, as U+FEFF
 */
export function decodeText(bytes: Uint8Array, keepMark: boolean): DecodedText {
  const mark = marks.find((one) => one.bytes.every((byte, i) => bytes[i] === byte));
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
  reason,
  guess: new TextDecoder('latin1').decode(bytes).replaceAll('\0', ''),
});
