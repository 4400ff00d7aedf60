/**
 * The text with every line break and comment inside brackets and quotes blanked out, offset by offset; undefined where there
 * is none, or where a bracket or quote stays open. The YAML library wants the lines of a bracket that is opened in a block
 * indented; Envoy's loader and the API server's do not (seen with Envoy 1.40), and such configs are not rare.
 */
export function joinFlow(text: string): string | undefined {
  const scan = scanned(text);
  return scan.at < text.length || scan.open.length > 0 || scan.blanks.length === 0 ? undefined : blanked(scan);
}

/** The same for the beginning of a longer text, where what is open may be closed; undefined where brackets do not match. */
export function joinOpenFlow(text: string): string | undefined {
  const scan = scanned(text);
  return scan.at < text.length && !scan.inQuotes ? undefined : blanked(scan);
}

/** Whether a text ends inside a bracket or quote, or closes one that is not open. */
export function leavesOpen(text: string): boolean {
  const { at, open } = scanned(text);
  return at < text.length || open.length > 0;
}

/** Where the brackets and quotes close that a text leaves open at an offset. */
export interface OpenUntil {
  /** The first offset from the given one at which nothing is open. Undefined if the text ends before, or brackets do not match. */
  readonly closedAt: number | undefined;
  /** The end of the quoted text at the given offset. Undefined if no quote is open there, or it does not end. */
  readonly quoteEnd: number | undefined;
}

/** @param offset the beginning of a line */
export function openUntil(text: string, offset: number): OpenUntil {
  const scan = newScan(text);
  let quoteEnd: number | undefined;
  while (scan.at < offset || scan.open.length > 0) {
    const isBefore = scan.at < offset;
    if (scan.at >= text.length || !step(scan)) return { closedAt: undefined, quoteEnd };
    if (isBefore && scan.at > offset) quoteEnd = scan.at;
  }
  return { closedAt: scan.at, quoteEnd };
}

function scanned(text: string): Scan {
  const scan = newScan(text);
  while (scan.at < text.length) if (!step(scan)) break;
  return scan;
}

const newScan = (text: string): Scan => ({
  text,
  at: 0,
  open: [],
  line: 0,
  fresh: true,
  parent: -1,
  inQuotes: false,
  blanks: [],
});

function blanked({ text, blanks }: Scan): string {
  let joined = '';
  let end = 0;
  for (const [from, to] of blanks) {
    joined += text.slice(end, from) + ' '.repeat(to - from);
    end = to;
  }
  return joined + text.slice(end);
}

interface Scan {
  readonly text: string;
  at: number;
  /** Where its line begins. */
  line: number;
  /** The brackets that are open, by their closing ones. */
  readonly open: string[];
  /** True where a value or key may begin: only there do quotes and brackets mean anything in a block. */
  fresh: boolean;
  /** The column of the last key or dash in a block; lines that stand deeper go on with its value. */
  parent: number;
  /** True where the text ends in a quote that is open. */
  inQuotes: boolean;
  readonly blanks: [number, number][];
}

const closing: Readonly<Record<string, string>> = { '[': ']', '{': '}' };

/** Goes past the next token; false where brackets do not match, a quote stays open, or a key contains a line break. */
function step(scan: Scan): boolean {
  const { text, open, at } = scan;
  const char = text[at] ?? '';
  const inFlow = open.length > 0;
  if (/\s/.test(char)) return blank(scan, char);
  if (at === scan.line && !inFlow && /^---\s/.test(text.slice(at, at + 4))) return documentStart(scan);
  if (char === '#' && /\s|^$/.test(text[at - 1] ?? '')) return comment(scan);
  if (scan.fresh && (char === '"' || char === "'")) return quoted(scan, char);
  if (scan.fresh && !inFlow && (char === '|' || char === '>')) return blockScalar(scan);
  if (closing[char] && (scan.fresh || inFlow)) {
    open.push(closing[char]);
    return advance(scan, 1, true);
  }
  if (inFlow && (char === ']' || char === '}')) return open.pop() === char && advance(scan, 1, false);
  if (scan.fresh && (char === '&' || char === '!'))
    return advance(scan, /^[^\s,[\]{}]+/.exec(text.slice(at, at + 200))?.[0].length ?? 1, true);
  const isSeparator = separates(scan, char, inFlow);
  if (isSeparator && !inFlow) scan.parent = char === ':' ? keyColumn(scan) : at - scan.line;
  return scan.fresh && !isSeparator && !inFlow ? plain(scan) : advance(scan, 1, isSeparator);
}

function documentStart(scan: Scan): true {
  scan.parent = -1;
  return advance(scan, 3, true);
}

/** The column of the key on this line, behind the dashes. */
const keyColumn = ({ text, at, line }: Scan): number =>
  /^ *(?:- +)*/.exec(text.slice(line, Math.min(at, line + MAX_COLUMN)))?.[0].length ?? 0;

/** Keys further to the right are not searched for. */
const MAX_COLUMN = 1000;

/** True for what a key or value may follow: `-`, `?`, `:` before a blank, a comma in a flow, the quoted key's colon in JSON. */
function separates({ text, at, fresh }: Scan, char: string, inFlow: boolean): boolean {
  const beforeBlank = /\s|^$/.test(text[at + 1] ?? '');
  if (char === ':') return beforeBlank || (inFlow && /["',[\]{}]/.test(`${text[at + 1]}${text[at - 1]}`));
  if (char === ',') return inFlow;
  return fresh && (char === '-' || char === '?') && beforeBlank;
}

function advance(scan: Scan, by: number, fresh: boolean): true {
  const lineBreak = scan.text.slice(scan.at, scan.at + by).lastIndexOf('\n');
  if (lineBreak >= 0) scan.line = scan.at + lineBreak + 1;
  scan.at += by;
  scan.fresh = fresh;
  return true;
}

function blank(scan: Scan, char: string): true {
  const isBreak = char === '\n' || char === '\r';
  if (isBreak && scan.open.length > 0) scan.blanks.push([scan.at, scan.at + 1]);
  return advance(scan, 1, scan.fresh || (char === '\n' && scan.open.length === 0));
}

function comment(scan: Scan): true {
  const end = lineEnd(scan.text, scan.at);
  if (scan.open.length > 0) scan.blanks.push([scan.at, end]);
  return advance(scan, end - scan.at, scan.fresh);
}

function quoted(scan: Scan, quote: string): boolean {
  const { text, at, blanks } = scan;
  for (let i = at + 1; i < text.length; i++) {
    const char = text[i];
    if (char === '\n' || char === '\r') blanks.push([i, i + 1]);
    else if (char === '\\' && quote === '"') i++;
    else if (char === quote && quote === "'" && text[i + 1] === quote) i++;
    else if (char === quote) return !isKeyOnLines(text, at, i + 1) && advance(scan, i + 1 - at, false);
  }
  scan.inQuotes = true;
  return false;
}

/** A key must not contain a line break (Envoy 1.40, also in brackets: "illegal map value", "end of map flow not found"). */
const isKeyOnLines = (text: string, from: number, end: number): boolean =>
  colonNext.test(text.slice(end, end + 20)) && /[\n\r]/.test(text.slice(from, end));

const colonNext = /^[ \t]*:(?=\s|$)/;

/** Goes past the header and the lines that are indented deeper than the key or dash which the scalar belongs to. */
function blockScalar(scan: Scan): true {
  const { text, at, parent } = scan;
  let end = lineEnd(text, at);
  while (end < text.length) {
    const next = lineEnd(text, end + 1);
    const line = text.slice(end + 1, next);
    if (line.trim() !== '' && indentOf(line) <= Math.max(0, parent)) break;
    end = next;
  }
  return advance(scan, end - at, false);
}

/** Goes past a key or a value without quotes, which may go on in lines that are indented deeper than what it belongs to. */
function plain(scan: Scan): true {
  const { text, at, parent } = scan;
  let end = plainEnd(text, at);
  while (end < text.length && text[end] === '\n') {
    const line = text.slice(end + 1, lineEnd(text, end + 1));
    if (line.trim() !== '' && (indentOf(line) <= parent || /^\s*#|^(?:---|\.\.\.)(?:\s|$)/.test(line))) break;
    end = plainEnd(text, end + 1);
  }
  return advance(scan, end - at, false);
}

/** Where text without quotes ends on its line: at the colon behind a key, before a comment, or with the line. */
function plainEnd(text: string, at: number): number {
  const stop = /:(?=\s|$)|\s#|\n/g;
  stop.lastIndex = at;
  return stop.exec(text)?.index ?? text.length;
}

const indentOf = (line: string): number => line.length - line.trimStart().length;

const lineEnd = (text: string, at: number): number => {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
};
