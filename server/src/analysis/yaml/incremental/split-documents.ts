import { lineAfter } from '../../text/line-places.ts';

/** The offsets of a document in a text. */
export interface DocumentPlace {
  /** Start of its marker line; for the first document, start of the text. */
  readonly start: number;
  /** Start of the first line after its marker. */
  readonly from: number;
  /** Start of the marker line of the next document, or end of the text. */
  readonly end: number;
}

/**
 * Divides a text at its document markers: lines that begin with `---`, even inside open quotes or brackets (YAML 1.2.2, 9.1.2).
 * Undefined if a document cannot be read from its own lines: with directives, content on the line of its marker, or an
 * explicit end.
 */
export function splitDocuments(text: string): readonly DocumentPlace[] | undefined {
  if (!mayHaveMarks(text)) return [{ start: 0, from: 0, end: text.length }];
  if (special.test(text)) return undefined;
  const documents: DocumentPlace[] = [];
  let [start, from] = [0, 0];
  for (const { 0: found, index } of text.matchAll(markers)) {
    const marker = index + found.length - 3;
    // Comments above the first marker belong to the document after it.
    if (documents.length > 0 || !isTrivia(text.slice(0, marker))) {
      documents.push({ start, from, end: marker });
      start = marker;
    }
    from = lineAfter(text, marker);
  }
  return [...documents, { start, from, end: text.length }];
}

/** Whether a text contains only blank lines and comments. */
export const isTrivia = (text: string): boolean => !/^[ \t]*[^# \t\r\n]/m.test(text);

/** Whether a line begins like a marker or a directive. Quicker than the patterns, for each keystroke in a long text. */
function mayHaveMarks(text: string): boolean {
  for (let line = 0; ; ) {
    if ('%.-'.includes(text.charAt(line) || ' ')) return true;
    const lineBreak = text.indexOf('\n', line);
    if (lineBreak < 0) return false;
    line = lineBreak + 1;
  }
}

const markers = /(?:^|\n)---(?![^ \t\r\n])/g;

const special = /(?:^|\n)(?:%|\.\.\.(?![^ \t\r\n])|---[ \t]+[^# \t\r\n])/;
