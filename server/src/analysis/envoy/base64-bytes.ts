import { withoutTrailing } from '../text/trailing.ts';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** In either alphabet; undefined if the text is not base64, which is reported separately. */
export function decodeBytes(text: string): string | undefined {
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
