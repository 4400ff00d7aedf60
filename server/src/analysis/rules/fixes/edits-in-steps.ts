import { editsIn, type FileEdits } from '../rule.ts';
import { editBetween } from '../../text/text-change.ts';
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
  return editsIn(file, editBetween(file.text, later.text));
}
