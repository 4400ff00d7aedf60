import type { ProjectProblem } from '../../workspace/project/read-project.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import type { TextRange } from '../../text/text-range.ts';
import { message } from '../message.ts';
import { editsIn, type Fix } from '../rule.ts';

/** The mistakes of a kind in a project file. Of broken YAML, only the syntax is reported. */
export const projectProblems = (
  { project, yaml }: SourceFile,
  kind: ProjectProblem['kind'],
): readonly ProjectProblem[] =>
  yaml.errors.length > 0 ? [] : (project?.problems ?? []).filter((problem) => problem.kind === kind);

/** Writes another word in place of a key or value. */
export const wordFix = (file: SourceFile, range: TextRange, word: string, preferred: boolean): Fix => ({
  title: message("Change to '{0}'", word),
  preferred,
  safe: false,
  edits: [editsIn(file, { range, newText: word })],
});
