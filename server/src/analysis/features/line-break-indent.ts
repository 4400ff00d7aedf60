import { lineAfter, lineEnd, lineStart } from '../text/line-places.ts';
import type { TextEdit, TextRange } from '../text/text-range.ts';
import type { SourceFile } from '../workspace/source-file.ts';
import { type Workspace, withText } from '../workspace/workspace.ts';
import { type Line, structureLines } from '../yaml/syntax/structure-lines.ts';
import { complete } from './completion/completion.ts';

/**
 * The edit of a new, blank line after Enter: a child is indented below its key, with a dash where a list is expected; the next
 * key of a list item is in the column of the first one; a list of values goes on with a dash; and Enter on a blank line or an
 * empty item goes one level out instead of adding a line. Undefined where the indentation of the editor stays, also in texts
 * that are neither a config nor a manifest, such as a script in a ConfigMap.
 * @param offset the cursor, in UTF-16 units
 * @param unit the number of spaces of one level
 */
export function indentAfterBreak(
  workspace: Workspace,
  uri: string,
  offset: number,
  unit: number,
): TextEdit | undefined {
  const file = workspace.files.get(uri);
  if (!file || (file.kind !== 'envoy' && file.kind !== 'kubernetes')) return undefined;
  const { text } = file;
  const start = lineStart(text, offset);
  if (text.slice(start, lineEnd(text, offset)).trim() !== '') return undefined;
  const lines = linesAbove(file, start);
  const above = lines.at(-1);
  if (!above || isInOtherText(text, above, start)) return undefined;
  const between = text.slice(lineAfter(text, above.start), start);
  const range = { start, end: offset };
  if (between !== '')
    return isOneBlankLine(between)
      ? outwards(lines, { ...range, start: start - between.length }, offset - start)
      : undefined;
  const { dashes, content, column } = partsOf(above);
  if (content === '' && dashes !== '')
    return outwards(lines.slice(0, -1), { ...range, start: above.start }, column - dashes.length + 0.5);
  const lead = leadBelow(above, unit);
  if (lead === undefined) return undefined;
  const dash = isOpenKey(content) ? dashBelow(workspace, file, range, lead, lines) : undefined;
  return edit(text, range, dash ?? lead);
}

const edit = (text: string, range: TextRange, newText: string): TextEdit | undefined =>
  text.slice(range.start, range.end) === newText ? undefined : { range, newText };

/** The lines above an offset with structure: of the file, or of the config in a block scalar there. */
function linesAbove({ text, envoySources }: SourceFile, end: number): readonly Line[] {
  const outer = structureLines(text.slice(0, end));
  const last = outer.at(-1);
  const nested = envoySources.find(
    ({ scalar, editable }) =>
      scalar && editable && last && scalar.range.start >= last.start && scalar.range.start <= last.end,
  );
  const header = nested?.scalar ? lineAfter(text, nested.scalar.range.start) : end;
  return [...outer, ...(header < end ? structureLines(text, { start: header, end }) : [])];
}

/** Whether lines with content are between the last line with structure and a place: those of a script or of a comment. */
const isInOtherText = (text: string, above: Line, start: number): boolean => text.slice(above.end, start).trim() !== '';

const isOneBlankLine = (between: string): boolean => /^[ \t]*\r?\n$/.test(between);

/** What is on a line. `column` is that of the content behind the dashes. */
function partsOf({ text }: Line) {
  const blanks = /^ */.exec(text)?.[0].length ?? 0;
  const lead = /^ *(?:- +)*/.exec(text)?.[0].length ?? 0;
  const column = text.slice(lead) === '-' ? lead + 1 : lead;
  const content = text.slice(column);
  const comment = content.search(/(?:^|[ \t])#/);
  return {
    dashes: text.slice(blanks, column),
    content: (comment < 0 ? content : content.slice(0, comment)).trimEnd(),
    column,
  };
}

const isKey = (content: string): boolean => /^(?:"[^"]*"|'[^']*'|[^\s"'{[&*!|>%@#][^:]*):(?:\s|$)/.test(content);
const isOpenKey = (content: string): boolean => isKey(content) && content.endsWith(':');
const opensBlock = (content: string): boolean => /(?:^|\s)[|>][-+\d]{0,2}$/.test(content);
/** A bracket or quote that the next line goes on with. */
const isUnclosed = (content: string): boolean => /[{[,]$|^["'][^"']*$|: ["'][^"']*$/.test(content);

/** What a line below begins with. Undefined where the editor knows it as well. */
function leadBelow(above: Line, unit: number): string | undefined {
  const { dashes, content, column } = partsOf(above);
  if (isOpenKey(content) || (opensBlock(content) && isKey(content))) return ' '.repeat(column + unit);
  if (dashes === '' || isUnclosed(content) || opensBlock(content)) return undefined;
  return isKey(content) ? ' '.repeat(column) : `${' '.repeat(column - dashes.length)}${dashes}`;
}

/** The dash of the first item, if all that completion offers below a key begins with one. */
function dashBelow(workspace: Workspace, file: SourceFile, range: TextRange, lead: string, lines: readonly Line[]) {
  const { uri, text } = file;
  const changed = `${text.slice(0, range.start)}${lead}${text.slice(range.end)}`;
  const cursor = range.start + lead.length;
  // Offers for the maps around it begin further left.
  const offers = (complete(withText(workspace, uri, changed), uri, cursor) ?? []).filter(
    (offer) => offer.range.start === cursor,
  );
  const isList = offers.length > 0 && offers.every(({ newText, label }) => /^ *- /.test(newText ?? label));
  const above = lines.at(-1);
  if (!isList || !above) return undefined;
  return `${' '.repeat(partsOf(above).column + dashIndent(lines))}- `;
}

/** How far the lists above are indented below their keys. The nearest one counts. */
function dashIndent(lines: readonly Line[]): number {
  for (let i = lines.length - 2; i >= 0; i--) {
    const [key, item] = [lines[i], lines[i + 1]];
    if (!key || !item || !isOpenKey(partsOf(key).content) || partsOf(item).dashes === '') continue;
    return partsOf(item).column - partsOf(item).dashes.length - partsOf(key).column;
  }
  return 2;
}

/** Replaces a blank line or an empty item by the beginning of a line one level further out. */
function outwards(lines: readonly Line[], range: TextRange, column: number): TextEdit | undefined {
  // A list may be in the column of its key.
  const [level] = levelsOf(lines).filter((one) => (one.isItem ? one.column + 0.5 : one.column) < column);
  if (!level) return column > 0 ? { range, newText: '' } : undefined;
  return { range, newText: `${' '.repeat(level.column)}${level.isItem ? '- ' : ''}` };
}

interface Level {
  readonly column: number;
  readonly isItem: boolean;
}

/** Where the next line may begin: in the columns of the keys and dashes around the last line, from the innermost. */
function levelsOf(lines: readonly Line[]): readonly Level[] {
  const levels: Level[] = [];
  for (const line of lines.toReversed()) {
    const { dashes, column } = partsOf(line);
    const own = [
      { column, isItem: false },
      ...(dashes === '' ? [] : [{ column: column - dashes.length, isItem: true }]),
    ];
    const least = levels.at(-1)?.column ?? Number.POSITIVE_INFINITY;
    // A list in the column of its key: a key may follow there.
    if (own[0] && levels.at(-1)?.isItem && own[0].column === least) levels.pop();
    levels.push(...own.filter((level) => level.column < (levels.at(-1)?.column ?? Number.POSITIVE_INFINITY)));
    if (levels.at(-1)?.column === 0) break;
  }
  return levels;
}
