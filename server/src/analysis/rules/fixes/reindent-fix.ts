import { noMessageChecks } from '../../envoy/message-checks/message-check.ts';
import { isTolerated } from '../../envoy/validate/envoy-finding.ts';
import { applyEdits, type TextEdit } from '../../text/text-range.ts';
import { type SourceFile, sourceFile } from '../../workspace/source-file.ts';
import { indentRepairs } from '../../yaml/repair/indent-repairs.ts';
import { structureLines } from '../../yaml/syntax/structure-lines.ts';
import type { YamlEntry } from '../../yaml/syntax/yaml-node.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, type Subjects } from '../rule.ts';

/** Longer texts, in UTF-16 units, are not parsed repeatedly to find a fix. */
const MAX_TRIED = 200_000;

/** Another indentation of a key's line, or of a line next to it, after which Envoy's loader finds no errors. */
export function reindentFix({ file, source }: Subjects['envoy'], { key }: YamlEntry): readonly Fix[] {
  if (source.scalar || file.text.length > MAX_TRIED || source.errors.length > 0) return [];
  const found = indentRepairs(structureLines(file.text), key.range).find(({ edits }) => isTaken(edited(file, edits)));
  return found
    ? [
        {
          title: message(found.title, ...found.args),
          preferred: true,
          safe: false,
          edits: [editsIn(file, ...found.edits)],
        },
      ]
    : [];
}

/** Whether Envoy's loader accepts a config in its own file after a fix. */
export const isTakenAfter = (file: SourceFile, { edits }: Fix): boolean =>
  file.text.length <= MAX_TRIED &&
  isTaken(
    edited(
      file,
      edits.flatMap((one) => (one.uri === file.uri ? one.edits : [])),
    ),
  );

/** Unchanged blocks are not read again. */
const edited = (file: SourceFile, edits: readonly TextEdit[]): SourceFile =>
  sourceFile(file.uri, applyEdits(file.text, edits), undefined, file);

const isTaken = ({ yaml, envoySources: [source] }: SourceFile): boolean =>
  yaml.errors.length === 0 &&
  source !== undefined &&
  source.validated({ contrib: true }, noMessageChecks).findings.every(isTolerated);
