/**
 * A text that a regular expression matches as a whole, with the fewest repetitions. Undefined for a pattern with a part that this
 * does not read, such as flags or Unicode classes, and if JavaScript, whose syntax is nearly that of RE2, does not agree.
 */
export function exampleOf(pattern: string): string | undefined {
  if (pattern.length > LONGEST) return undefined;
  const reader: Reader = { pattern, at: 0 };
  const example = alternatives(reader);
  if (example === undefined || reader.at < pattern.length || example.length > LONGEST) return undefined;
  try {
    return new RegExp(`^(?:${pattern.replaceAll('(?P<', '(?<')})$`).test(example) ? example : undefined;
  } catch {
    return undefined;
  }
}

const LONGEST = 200;

interface Reader {
  readonly pattern: string;
  at: number;
}

/** The first alternative that can be read; the others are only read over. */
function alternatives(reader: Reader): string | undefined {
  const first = sequence(reader);
  while (reader.pattern[reader.at] === '|') {
    reader.at++;
    if (sequence(reader) === undefined) return undefined;
  }
  return first;
}

function sequence(reader: Reader): string | undefined {
  let text = '';
  while (reader.at < reader.pattern.length && !'|)'.includes(reader.pattern[reader.at] ?? '')) {
    const piece = atom(reader);
    if (piece === undefined) return undefined;
    text += repeated(reader, piece);
  }
  return text;
}

/** What one piece matches. */
function atom(reader: Reader): string | undefined {
  const { pattern } = reader;
  const char = pattern[reader.at++] ?? '';
  if (char === '(') return group(reader);
  if (char === '[') return classExample(reader);
  if (char === '\\') return escaped(pattern[reader.at++] ?? '');
  if (char === '.') return 'x';
  return char === '^' || char === '$' ? '' : char;
}

function group(reader: Reader): string | undefined {
  const rest = reader.pattern.slice(reader.at);
  const mark = /^\?(?::|P?<\w+>)/.exec(rest)?.[0];
  if (rest.startsWith('?') && mark === undefined) return undefined;
  reader.at += mark?.length ?? 0;
  const inside = alternatives(reader);
  if (reader.pattern[reader.at] !== ')') return undefined;
  reader.at++;
  return inside;
}

const escapes: Readonly<Record<string, string>> = { d: '1', w: 'a', s: ' ', D: 'a', W: '-', S: 'a', b: '', B: '' };

const escaped = (char: string): string | undefined => escapes[char] ?? (/[A-Za-z0-9]/.test(char) ? undefined : char);

/** A usual character that is in the class. */
function classExample(reader: Reader): string | undefined {
  const found = /^\^?\]?(?:\\.|\[:\^?[a-z]+:\]|[^\]\\])*\]/.exec(reader.pattern.slice(reader.at))?.[0];
  if (found === undefined || found.includes('[:')) return undefined;
  reader.at += found.length;
  try {
    const one = new RegExp(`^[${found}$`);
    return [...'axA1-_/. ', ...found].find((char) => one.test(char));
  } catch {
    return undefined;
  }
}

/** Repeats a piece as often as it must be, but once if it may be left out. */
function repeated(reader: Reader, piece: string): string {
  const found = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})[?]?/.exec(reader.pattern.slice(reader.at));
  if (!found) return piece;
  reader.at += found[0].length;
  const least = found[1] === undefined ? 1 : Number(found[1]);
  return piece.repeat(Math.min(least, LONGEST));
}
