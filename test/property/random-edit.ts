import fc from 'fast-check';

/** One edit as numbers, so that it shrinks; `applyEdit` makes it fit the text. */
export interface RandomEdit {
  readonly kind: (typeof kinds)[number];
  readonly at: number;
  readonly size: number;
  readonly other: number;
}

const kinds = [
  'insert',
  'insert',
  'remove',
  'replace',
  'remove line',
  'repeat line',
  'remove lines',
  'move lines',
  'indent',
  'outdent',
  'paste',
  'comment',
] as const;

export const randomEdit: fc.Arbitrary<RandomEdit> = fc.record({
  kind: fc.constantFrom(...kinds),
  at: fc.nat(1_000_000),
  size: fc.nat(1000),
  other: fc.nat(1_000_000),
});

/** What people type, and what YAML gives a meaning to. */
const typed = [
  ...[
    'a',
    'x',
    '0',
    ' ',
    '  ',
    '\n',
    ': ',
    '- ',
    ', ',
    '# c',
    '"',
    "'",
    '{',
    '}',
    '[',
    ']',
    '|',
    '>',
    '&a ',
    '*a',
    '? ',
  ],
  ...[
    '\n\n',
    '\r\n',
    '\t',
    '!!str ',
    '%',
    '---\n',
    '...\n',
    'key: value\n',
    '- name: x\n  y: 1\n',
    '"@type": ',
    '${X}',
    '😀',
  ],
];

/** @param pieces other texts, from which lines are pasted */
export function applyEdit(text: string, edit: RandomEdit, pieces: readonly string[]): string {
  const { kind, size } = edit;
  const at = edit.at % (text.length + 1);
  const [line, next] = [lineStart(text, at), lineEnd(text, at)];
  const replace = (start: number, end: number, by: string) => text.slice(0, start) + by + text.slice(end);
  switch (kind) {
    case 'insert':
      return replace(at, at, typed[size % typed.length] ?? '');
    case 'remove':
      return replace(at, at + 1 + (size % 4), '');
    case 'replace':
      return replace(at, at + 1 + (size % 4), typed[size % typed.length] ?? '');
    case 'remove line':
      return replace(line, next, '');
    case 'repeat line':
      return replace(line, line, text.slice(line, next));
    case 'remove lines':
      return replace(line, lineEnd(text, next + size), '');
    case 'move lines': {
      const end = lineEnd(text, next + size);
      const rest = replace(line, end, '');
      const to = lineStart(rest, edit.other % (rest.length + 1));
      return rest.slice(0, to) + text.slice(line, end) + rest.slice(to);
    }
    case 'indent':
      return replace(line, line, ' '.repeat(1 + (size % 4)));
    case 'outdent':
      return replace(line, line + Math.min(1 + (size % 4), /^ */.exec(text.slice(line, next))?.[0].length ?? 0), '');
    case 'paste': {
      const piece = pieces[edit.other % pieces.length] ?? '';
      const from = lineStart(piece, (edit.at * 31) % (piece.length + 1));
      return replace(line, line, piece.slice(from, lineEnd(piece, from + size)));
    }
    case 'comment':
      return replace(line, line, '# ');
  }
}

const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;

/** Offset after the line break. */
function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}
