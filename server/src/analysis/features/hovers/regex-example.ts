/**
 * A text that a regular expression matches as a whole, with the fewest repetitions. It is built from the pieces of the expression,
 * because running the expression could take very long. Undefined for one with a piece that this does not read, such as flags,
 * Unicode classes or anchors in the middle.
 * @param pattern an expression that RE2 accepts
 */
export function exampleOf(pattern: string): string | undefined {
  if (pattern.length > LONGEST) return undefined;
  const reader: Reader = { pattern, at: 0 };
  const example = alternatives(reader);
  return example !== undefined && reader.at === pattern.length && example.length <= LONGEST ? example : undefined;
}

const LONGEST = 200;

interface Reader {
  readonly pattern: string;
  at: number;
}

/** The first alternative; the others are only read over. */
function alternatives(reader: Reader): string | undefined {
  const first = sequence(reader);
  while (first !== undefined && reader.pattern[reader.at] === '|') {
    reader.at++;
    if (sequence(reader) === undefined) return undefined;
  }
  return first;
}

function sequence(reader: Reader): string | undefined {
  let text = '';
  while (reader.at < reader.pattern.length && !'|)'.includes(reader.pattern[reader.at] ?? '')) {
    const piece = atom(reader);
    const pieces = piece === undefined ? undefined : repeated(reader, piece);
    if (pieces === undefined || text.length > LONGEST) return undefined;
    text += pieces;
  }
  return text;
}

/** What one piece matches. */
function atom(reader: Reader): string | undefined {
  const { pattern } = reader;
  const char = pattern[reader.at++] ?? '';
  if (char === '(') return group(reader);
  if (char === '[') return ofClass(reader);
  if (char === '\\') {
    const letter = pattern[reader.at++] ?? '';
    return classes[letter] ? example(classes[letter], false) : literal(letter);
  }
  if (char === '.') return 'x';
  if (char === '^') return reader.at === 1 ? '' : undefined;
  if (char === '$') return reader.at === pattern.length ? '' : undefined;
  return char;
}

function group(reader: Reader): string | undefined {
  const rest = reader.pattern.slice(reader.at);
  const mark = /^\?(?::|P?<\w+>)/.exec(rest)?.[0];
  if (rest.startsWith('?') && mark === undefined) return undefined;
  reader.at += mark?.length ?? 0;
  const inside = alternatives(reader);
  return reader.pattern[reader.at++] === ')' ? inside : undefined;
}

/** From the first to the last character. */
type Span = readonly [first: string, last: string];

const classes: Readonly<Record<string, readonly Span[]>> = {
  d: [['0', '9']],
  w: [
    ...([
      ['0', '9'],
      ['A', 'Z'],
      ['_', '_'],
      ['a', 'z'],
    ] as const),
  ],
  s: [[' ', ' ']],
};

/** An escaped letter or digit has a meaning of its own. */
const literal = (escaped: string): string | undefined => (/^[^A-Za-z0-9]$/.test(escaped) ? escaped : undefined);

/** A usual character that is in the spans, or in none of them. */
const example = (spans: readonly Span[], isNegated: boolean): string | undefined =>
  [...'axA1-_/. ', ...spans.map(([first]) => first)].find(
    (char) => spans.some(([first, last]) => first <= char && char <= last) !== isNegated,
  );

function ofClass(reader: Reader): string | undefined {
  const { pattern } = reader;
  const isNegated = pattern[reader.at] === '^';
  if (isNegated) reader.at++;
  const spans: Span[] = [];
  for (let isFirst = true; isFirst || pattern[reader.at] !== ']'; isFirst = false) {
    const found = spansAt(reader);
    if (!found) return undefined;
    spans.push(...found);
  }
  reader.at++;
  return example(spans, isNegated);
}

/** One character, two with a dash between them, or a class by its letter. */
function spansAt(reader: Reader): readonly Span[] | undefined {
  const { pattern } = reader;
  const letter = pattern[reader.at] === '\\' ? pattern[reader.at + 1] : undefined;
  if (letter !== undefined && classes[letter]) {
    reader.at += 2;
    return classes[letter];
  }
  const first = classCharacter(reader);
  if (first === undefined) return undefined;
  if (pattern[reader.at] !== '-' || pattern[reader.at + 1] === ']') return [[first, first]];
  reader.at++;
  const last = classCharacter(reader);
  return last === undefined ? undefined : [[first, last]];
}

function classCharacter(reader: Reader): string | undefined {
  const { pattern } = reader;
  const char = pattern[reader.at++];
  if (char === '[' && pattern[reader.at] === ':') return undefined;
  return char === '\\' ? literal(pattern[reader.at++] ?? '') : char;
}

/** Repeats a piece as often as it must be there, and once if it need not be. Undefined if this is too long. */
function repeated(reader: Reader, piece: string): string | undefined {
  const found = /^(?:[*+?]|\{(\d+)(?:,\d*)?\})\??/.exec(reader.pattern.slice(reader.at));
  if (!found) return piece;
  reader.at += found[0].length;
  const least = found[1] === undefined ? 1 : Number(found[1]);
  return piece.length * least > LONGEST ? undefined : piece.repeat(least);
}
