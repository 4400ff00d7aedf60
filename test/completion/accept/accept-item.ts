import {
  type CompletionItem as LspItem,
  InsertTextFormat,
  InsertTextMode,
  type Range,
  TextEdit,
} from 'vscode-languageserver';
import { applyEdits, type LineIndex, lineIndex, offsetAt } from '../../../server/src/analysis/index.ts';
import { piecesOf } from '../snippet-pieces.ts';

/**
 * A text after an item is accepted as in VS Code: its edit and its additional edits are applied, the stops of a snippet have
 * their defaults, and the later lines get the indentation of the first one unless the item forbids it.
 * @throws if the edits overlap, or if the main edit is one that VS Code ignores
 */
export function accepted(text: string, cursor: number, item: LspItem): string {
  const lines = lineIndex(text);
  const { textEdit, additionalTextEdits = [] } = item;
  if (!textEdit || !TextEdit.is(textEdit)) throw new Error(`no edit: ${item.label}`);
  const range = offsets(lines, textEdit.range);
  if (text.slice(range.start, range.end).includes('\n') || range.start > cursor || cursor > range.end)
    throw new Error(`not an edit of the cursor's line: ${item.label}`);
  const written = item.insertTextFormat === InsertTextFormat.Snippet ? filled(textEdit.newText) : textEdit.newText;
  const newText = item.insertTextMode === InsertTextMode.asIs ? written : reindented(written, text, range.start);
  const others = additionalTextEdits.map((edit) => ({ range: offsets(lines, edit.range), newText: edit.newText }));
  if (others.some((edit) => edit.range.start < range.end && range.start < edit.range.end))
    throw new Error(`overlapping edits: ${item.label}`);
  return applyEdits(text, [{ range, newText }, ...others]);
}

const offsets = (lines: LineIndex, { start, end }: Range) => ({
  start: offsetAt(lines, start),
  end: offsetAt(lines, end),
});

/** The text of a snippet whose stops are left as they are. */
function filled(snippet: string): string {
  const values = new Map<number, string>();
  return piecesOf(snippet)
    .map((piece) => {
      if (typeof piece === 'string') return piece;
      const { number, standard, like } = piece;
      const value = values.get(number) ?? (like === undefined ? standard : (values.get(like) ?? ''));
      values.set(number, value);
      return value;
    })
    .join('');
}

function reindented(written: string, text: string, start: number): string {
  const line = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return written.replaceAll('\n', `\n${/^[ \t]*/.exec(line)?.[0] ?? ''}`);
}

/** The items that an editor shows for what is written before the cursor, in its order. */
export function shown(text: string, cursor: number, items: readonly LspItem[]): readonly LspItem[] {
  const lines = lineIndex(text);
  return items
    .flatMap((item) => {
      const { textEdit } = item;
      if (!textEdit || !TextEdit.is(textEdit)) return [];
      const start = offsets(lines, textEdit.range).start;
      const rank = fitness(item.filterText ?? item.label, text.slice(start, cursor).trimStart());
      return rank === undefined ? [] : [{ item, rank }];
    })
    .sort((a, b) => a.rank - b.rank || (a.item.sortText ?? '').localeCompare(b.item.sortText ?? ''))
    .map(({ item }) => item);
}

/** 0: it begins with the word, 1: it has its letters in their order. */
function fitness(filterText: string, word: string): number | undefined {
  const [whole, part] = [filterText.toLowerCase(), word.toLowerCase()];
  if (whole.startsWith(part)) return 0;
  let at = 0;
  for (const letter of whole) if (letter === part[at]) at++;
  return at === part.length ? 1 : undefined;
}
