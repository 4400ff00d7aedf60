import { positionAt, type SourceFile, type TextEdit } from '../analysis/index.ts';

/** Ignores a code on the line of an offset with a comment above it. Undefined if a comment is not possible there. */
export function ignoreOnLine(file: SourceFile, code: string, offset: number): TextEdit | undefined {
  if (!takesComments(file)) return undefined;
  const { line } = positionAt(file.lineIndex, offset);
  const start = lineStart(file, line);
  if (isInsideText(file, start)) return undefined;
  const above = file.directives.find(
    ({ name, alone, range }) => name === 'ignore' && alone && positionAt(file.lineIndex, range.start).line === line - 1,
  );
  // A separate comment would apply to the comment below it instead of the line.
  if (above) return insert(above.range.start + written(file, above.range).trimEnd().length, `, ${code}`);
  const indent = /^[ \t]*/.exec(file.text.slice(start))?.[0] ?? '';
  return insert(start, `${indent}# envoy-sidecar: ignore ${code}${lineBreak(file)}`);
}

/** Ignores a code in the whole file with a comment at its top. Undefined if a comment is not possible there. */
export function ignoreInFile(file: SourceFile, code: string): TextEdit | undefined {
  if (!takesComments(file)) return undefined;
  const start = file.text.startsWith('\uFEFF') ? 1 : 0;
  return insert(start, `# envoy-sidecar: ignore-file ${code}${lineBreak(file)}`);
}

/** JSON does not support comments. */
export const takesComments = ({ uri, text }: SourceFile): boolean => !/\.jsonc?$/i.test(uri) && !/^\s*[{[]/.test(text);

/** True in a config in a quoted or folded scalar, where a new line would be text. */
const isInsideText = (file: SourceFile, offset: number): boolean =>
  file.envoySources.some(({ editable, scalar }) => {
    return !editable && scalar && scalar.range.start < offset && offset < scalar.range.end;
  });

function lineStart(file: SourceFile, line: number): number {
  return file.lineIndex.starts[line] ?? file.text.length;
}

const written = (file: SourceFile, { start, end }: { start: number; end: number }): string =>
  file.text.slice(start, end);

export const lineBreak = (file: SourceFile): string => (file.text.includes('\r\n') ? '\r\n' : '\n');

const insert = (at: number, newText: string): TextEdit => ({ range: { start: at, end: at }, newText });
