const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The decoded text of base64, as UTF-8. Undefined if it is not valid. */
export function decodeBase64(written: string): string | undefined {
  const compact = written.replace(/[\s]/g, '');
  const body = compact.replace(/={1,2}$/, '');
  if (compact.length % 4 !== 0 || /[^A-Za-z0-9+/]/.test(body)) return undefined;
  const bytes = new Uint8Array(Math.floor((body.length * 3) / 4));
  let [bits, held, at] = [0, 0, 0];
  for (const char of body) {
    held = ((held << 6) | digits.indexOf(char)) & 0xffffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = (held >> bits) & 0xff;
  }
  const text = new TextDecoder().decode(bytes);
  return text.includes('\0') ? undefined : text;
}
