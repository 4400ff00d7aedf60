import { editsIn, type FileEdits } from '../../rules/rule.ts';
import { applyEdits, type TextEdit } from '../../text/text-range.ts';
import { type SourceFile, sourceFile } from '../../workspace/source-file.ts';

/** The edits of a file that depend on each other, such as an item that is added where another one was removed, as one. */
export function editsInSteps(
  file: SourceFile,
  ...steps: readonly ((file: SourceFile) => readonly TextEdit[])[]
): FileEdits {
  const later = steps.reduce(
    (now, step) => sourceFile(file.uri, applyEdits(now.text, step(now)), undefined, now),
    file,
  );
  return editsIn(file, difference(file.text, later.text));
}

/** One edit without the characters that are the same at the start and at the end. */
function difference(before: string, after: string): TextEdit {
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && before[start] === after[start]) start++;
  let same = 0;
  while (same < least - start && before.at(-1 - same) === after.at(-1 - same)) same++;
  return { range: { start, end: before.length - same }, newText: after.slice(start, after.length - same) };
}
