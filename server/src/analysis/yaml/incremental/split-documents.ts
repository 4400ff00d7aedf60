import { lineAfter } from '../../text/line-places.ts';

/** Where a document of a text is, as offsets. */
export interface DocumentPlace {
  /** Where its marker line begins; for the first document, where the text does. */
  readonly start: number;
  /** Where the first line behind its marker begins. */
  readonly from: number;
  /** Where the marker line of the next document begins, or the text ends. */
  readonly end: number;
}

/**
 * Cuts a text at its document markers: a line that begins with `---` is one, whatever is open above (YAML 1.2.2, 9.1.2).
 * Undefined where a document cannot be read from its own lines: with directives, content on the line of its marker, or an
 * explicit end.
 */
export function splitDocuments(text: string): readonly DocumentPlace[] | undefined {
  if (special.test(text)) return undefined;
  const documents: DocumentPlace[] = [];
  let [start, from] = [0, 0];
  for (const { 0: found, index } of text.matchAll(markers)) {
    const marker = index + found.length - 3;
    // Comments above the first marker belong to the document behind it.
    if (documents.length > 0 || !isTrivia(text.slice(0, marker))) {
      documents.push({ start, from, end: marker });
      start = marker;
    }
    from = lineAfter(text, marker);
  }
  return [...documents, { start, from, end: text.length }];
}

/** Whether a text holds nothing but blank lines and comments. */
export const isTrivia = (text: string): boolean => !/^[ \t]*[^# \t\r\n]/m.test(text);

const markers = /(?:^|\n)---(?![^ \t\r\n])/g;

const special = /(?:^|\n)(?:%|\.\.\.(?![^ \t\r\n])|---[ \t]+[^# \t\r\n])/;
