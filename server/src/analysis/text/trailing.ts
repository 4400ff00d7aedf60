/**
 * The text without the characters of one kind at its end. A pattern such as `/\/+$/` would start again at each of them.
 */
export function withoutTrailing(text: string, char: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === char) end--;
  return text.slice(0, end);
}
