import { inlineToMarkdown } from './inline-to-markdown.ts';

/**
 * The Markdown of one comment of Envoy's API, which is written in reStructuredText with notes for Envoy's tools. Empty if it
 * contains nothing for readers. The lines of a paragraph are joined, so that it can also be read as plain text.
 */
export function commentToMarkdown(comment: string): string {
  const text = withoutNotes(comment)
    .replace(/^Deprecated: (Marked as deprecated|Do not use).*$/gm, '')
    // gofmt takes the double backticks of a type's comment for quotation marks.
    .replace(/“([^“”\n]+)“/g, '``$1``')
    .replaceAll('\t', '    ')
    .replace(/ +$/gm, '');
  return blocksOf(text.split('\n')).join('\n\n');
}

/** What was read from some lines: Markdown, or empty if nothing is shown, and the line after them. */
interface Block {
  readonly markdown: string;
  readonly next: number;
}

type Lines = readonly string[];

function blocksOf(lines: Lines): string[] {
  const blocks: string[] = [];
  for (let at = 0; at < lines.length; ) {
    if (isBlank(lines, at)) {
      at++;
      continue;
    }
    const block = readDirective(lines, at) ?? readList(lines, at) ?? readTable(lines, at) ?? readParagraph(lines, at);
    if (block.markdown !== '') blocks.push(block.markdown);
    at = block.next;
  }
  return blocks;
}

const admonitions: Readonly<Record<string, string>> = {
  note: 'Note',
  attention: 'Attention',
  warning: 'Warning',
  tip: 'Tip',
};

/** A `.. name:: argument` with the lines below it that are indented more. */
function readDirective(lines: Lines, at: number): Block | undefined {
  // A target of links; and a directive with one colon, which is a comment by mistake.
  if (/^ *\.\. _[^:]+:$/.test(lineAt(lines, at))) return { markdown: '', next: at + 1 };
  const [, name, argument = ''] = /^ *\.\. ([\w-]+)::? ?(.*)$/.exec(lineAt(lines, at)) ?? [];
  if (name === undefined) return undefined;
  const next = endOfDeeper(lines, at + 1, indentOf(lineAt(lines, at)));
  const body = dedented(lines.slice(at + 1, next));
  const title = admonitions[name];
  if (title !== undefined) return { markdown: quoted(title, blocksOf([argument, ...body])), next };
  // The included file is in Envoy's repository.
  if (name === 'literalinclude') return { markdown: '', next };
  return { markdown: fenced(name === 'csv-table' ? '' : argument, withoutOptions(body)), next };
}

const bullet = /^( *)([-*]|#\.|\d+[.)]) +(?=\S)/;

/** List items of one depth, with or without blank lines between. */
function readList(lines: Lines, at: number): Block | undefined {
  const depth = bullet.exec(lineAt(lines, at))?.[1]?.length;
  if (depth === undefined) return undefined;
  const items: string[] = [];
  let next = at;
  for (let place = at; place < lines.length; place = next) {
    if (isBlank(lines, place)) {
      next = place + 1;
      continue;
    }
    const [start, indent = '', marker = ''] = bullet.exec(lineAt(lines, place)) ?? [];
    if (start === undefined || indent.length !== depth) break;
    next = endOfItem(lines, place + 1, depth);
    const rest = dedented(lines.slice(place + 1, next));
    const item = blocksOf([lineAt(lines, place).slice(start.length), ...rest]).join('\n\n');
    const shown = /\d|#/.test(marker) ? `${items.length + 1}. ` : '- ';
    items.push(shown + item.replace(/\n(?=.)/g, `\n${' '.repeat(shown.length)}`));
  }
  return { markdown: items.join('\n'), next };
}

/** The line after a list item: it includes lines that are indented more, and lines of its own depth before a blank line. */
function endOfItem(lines: Lines, from: number, depth: number): number {
  let end = from;
  while (end < lines.length && !isBlank(lines, end) && !startsBlock(lineAt(lines, end), depth)) end++;
  return endOfDeeper(lines, end, depth);
}

function startsBlock(line: string, depth: number): boolean {
  return indentOf(line) <= depth && (bullet.test(line) || /^ *\.\. [\w-]+:/.test(line));
}

/** A table is shown as it is. */
function readTable(lines: Lines, at: number): Block | undefined {
  if (!/^ *=+( +=+)+$/.test(lineAt(lines, at))) return undefined;
  let next = at;
  while (next < lines.length && !isBlank(lines, next)) next++;
  return { markdown: fenced('', dedented(lines.slice(at, next))), next };
}

function readParagraph(lines: Lines, at: number): Block {
  let next = at + 1;
  while (next < lines.length && !isBlank(lines, next) && !interrupts(lineAt(lines, next))) next++;
  const paragraph = lines.slice(at, next).map((line) => line.trim());
  const [first = '', second = ''] = paragraph;
  if (/^(=|-|~|\^){4,}$/.test(second)) return { markdown: `**${inlineToMarkdown(first)}**`, next: at + 2 };
  const text = paragraph.join(' ');
  const literalEnd = text.endsWith('::') ? endOfDeeper(lines, next, indentOf(lineAt(lines, at))) : next;
  if (literalEnd === next) return { markdown: inlineToMarkdown(text), next };
  const literal = fenced('', dedented(lines.slice(next, literalEnd)));
  return { markdown: `${inlineToMarkdown(text.slice(0, -1))}\n\n${literal}`, next: literalEnd };
}

/** Lists without a blank line before them are common. A line of text that begins with a number is not a list. */
function interrupts(line: string): boolean {
  return /^ *([-*]|#\.|1[.)]) +\S/.test(line) || /^ *\.\. [\w-]+:/.test(line);
}

function fenced(language: string, body: Lines): string {
  return body.length === 0 ? '' : `\`\`\`${language}\n${body.join('\n')}\n\`\`\``;
}

function quoted(title: string, [first, ...rest]: readonly string[]): string {
  if (first === undefined) return '';
  const blocks = /^(```|- |1\. |> )/.test(first)
    ? [`**${title}:**`, first, ...rest]
    : [`**${title}:** ${first}`, ...rest];
  return blocks.join('\n\n').replace(/^/gm, '> ').replace(/ +$/gm, '');
}

/** A directive's options (`:language: yaml`) are at the start of its body. */
function withoutOptions(body: Lines): Lines {
  const start = body.findIndex((line) => !/^:[\w-]+:/.test(line));
  return start < 0 ? [] : dedented(body.slice(start));
}

/** Without the common indentation and without blank lines at the start and end. */
function dedented(lines: Lines): string[] {
  const filled = lines.flatMap((line, index) => (line.trim() === '' ? [] : index));
  const block = lines.slice(filled[0] ?? 0, (filled.at(-1) ?? -1) + 1);
  const depth = Math.min(...block.filter((line) => line.trim() !== '').map(indentOf));
  return block.map((line) => line.slice(depth));
}

/** The line after those that are blank or indented more than `depth`, without the blank lines at the end. */
function endOfDeeper(lines: Lines, from: number, depth: number): number {
  let end = from;
  for (let at = from; at < lines.length; at++) {
    if (isBlank(lines, at)) continue;
    if (indentOf(lineAt(lines, at)) <= depth) break;
    end = at + 1;
  }
  return end;
}

/** Removes `[#comment: …]`, `[#next-free-field: 7]` and similar notes, which may contain brackets and several lines. */
function withoutNotes(comment: string): string {
  const start = comment.search(/\[#[a-z]/);
  if (start < 0) return comment;
  let open = 0;
  let end = start;
  do {
    if (comment[end] === '[') open++;
    if (comment[end] === ']') open--;
    end++;
  } while (open > 0 && end < comment.length);
  const before = comment.slice(0, start);
  const after = comment.slice(end);
  // If a note is alone on its lines, they are removed too.
  const alone = /(^|\n) *$/.test(before);
  return withoutNotes(before + (alone ? after.replace(/^( *\n| +)/, '') : after));
}

const lineAt = (lines: Lines, at: number): string => lines[at] ?? '';
const isBlank = (lines: Lines, at: number): boolean => lineAt(lines, at).trim() === '';
const indentOf = (line: string): number => line.length - line.trimStart().length;
