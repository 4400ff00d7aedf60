/** Longer values, in UTF-16 units, are shortened for display. */
const MAX_SHOWN = 200;

/**
 * Control and format characters (line breaks, escape sequences of terminals, marks that turn the direction of text, blanks without
 * a width), line and paragraph separators, and halves of surrogate pairs.
 */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * A text on one line, with an escape (`\n`, `\u001B`) for each character that would be invisible or have an effect when
 * printed.
 */
export const escapeUnprintable = (text: string): string =>
  isPrintableAscii(text) ? text : text.replace(unprintable, escaped);

/** This is true for nearly every text, and found much faster. */
const isPrintableAscii = (text: string): boolean => /^[ -~]*$/.test(text);

function escaped(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  return named[char] ?? (code > 0xffff ? `\\u{${hex}}` : `\\u${hex.padStart(4, '0')}`);
}

const named: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/** A value from a file as a message shows it: escaped, and without its middle when it is long. */
export function shownValue(value: string): string {
  if (value.length <= MAX_SHOWN) return escapeUnprintable(value);
  const half = MAX_SHOWN / 2;
  // A surrogate pair at the cut is removed as a whole.
  const head = value.slice(0, half).replace(/[\uD800-\uDBFF]$/, '');
  const tail = value.slice(-half).replace(/^[\uDC00-\uDFFF]/, '');
  return `${escapeUnprintable(head)}…${escapeUnprintable(tail)}`;
}
