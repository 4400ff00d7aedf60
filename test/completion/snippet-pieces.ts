/** A part of an inserted text: written as it is, or a place where the cursor stops. */
export type Piece = string | Stop;

export interface Stop {
  readonly number: number;
  readonly standard: string;
  /** The number of the stop whose text is its own until another is written. */
  readonly like?: number;
  /** Where in the wanted text the stop is complete. Set when it is known. */
  readonly end?: number;
}

/** The parts of a snippet in the order of the text. */
export function piecesOf(snippet: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const match of snippet.matchAll(/\\([\\$}])|\$(\d+)|\$\{(\d+)(?:[:|]((?:\\.|[^\\}])*?)\|?)?\}/g)) {
    pieces.push(snippet.slice(at, match.index));
    const [all, escaped, bare, number, standard = ''] = match;
    pieces.push(escaped ?? stopOf(Number(bare ?? number), standard, all.includes('|')));
    at = match.index + all.length;
  }
  return joined([...pieces, snippet.slice(at)]);
}

function stopOf(number: number, standard: string, isChoice: boolean): Stop {
  const like = /^\$(\d+)$/.exec(standard)?.[1];
  if (like !== undefined) return { number, standard: '', like: Number(like) };
  return { number, standard: unescaped(isChoice ? (standard.split(',')[0] ?? '') : standard) };
}

const unescaped = (text: string): string => text.replace(/\\(.)/g, '$1');

/** Neighbouring texts as one. */
export function joined(pieces: readonly Piece[]): readonly Piece[] {
  const all: Piece[] = [];
  for (const piece of pieces) {
    const last = all.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') all.splice(-1, 1, last + piece);
    else if (piece !== '') all.push(piece);
  }
  return all;
}

/** The text of the pieces while their stops are not filled. */
export const shownText = (pieces: readonly Piece[]): string =>
  pieces.map((piece) => (typeof piece === 'string' ? piece : piece.standard)).join('');

/**
 * The pieces with the ends of their stops, if the wanted text between two offsets begins with them. Stops may be filled with
 * anything; those with the same number with the same. Undefined if it does not agree.
 */
export function agreeing(
  pieces: readonly Piece[],
  wanted: string,
  from: number,
  limit: number,
): { readonly pieces: readonly Piece[]; readonly end: number } | undefined {
  const values = new Map<number, string>();
  const found: Piece[] = [];
  let at = from;
  for (const [i, given] of pieces.entries()) {
    const piece = typeof given === 'object' && given.like !== undefined ? likeIn(given, values) : given;
    if (typeof piece === 'string') {
      if (!wanted.startsWith(piece, at)) return undefined;
      at += piece.length;
      found.push(piece);
      continue;
    }
    const next = pieces[i + 1];
    if (next === undefined) {
      const isStandard = piece.standard !== '' && ends(wanted, at, piece.standard);
      found.push({ ...piece, end: isStandard ? at + piece.standard.length : limit });
      continue;
    }
    const value = values.get(piece.number) ?? (typeof next === 'string' ? before(next, wanted, at, limit) : '');
    if (value === undefined || !wanted.startsWith(value, at)) return undefined;
    values.set(piece.number, value);
    at += value.length;
    found.push({ ...piece, end: at });
  }
  const isWhole = at <= limit && (typeof pieces.at(-1) !== 'string' || ends(wanted, at, ''));
  return isWhole ? { pieces: found, end: at } : undefined;
}

/** Whether a word ends in the wanted text after this one. */
function ends(wanted: string, at: number, text: string): boolean {
  const end = at + text.length;
  return wanted.startsWith(text, at) && !(/\w/.test(wanted[end - 1] ?? '') && /[\w.:/-]*\w/y.test(wanted.slice(end)));
}

const likeIn = (stop: Stop, values: ReadonlyMap<number, string>): Stop => ({
  ...stop,
  standard: values.get(stop.like ?? -1) ?? '',
});

function before(next: string, wanted: string, at: number, limit: number): string | undefined {
  const end = wanted.indexOf(next, at);
  return end < 0 || end + next.length > limit ? undefined : wanted.slice(at, end);
}
