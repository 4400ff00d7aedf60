import { lineEnd } from '../../text/line-places.ts';
import { applyEdits, type TextEdit, type TextRange } from '../../text/text-range.ts';
import { positionAt } from '../../text/line-index.ts';
import { type SourceFile, sourceFile } from '../../workspace/source-file.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { walk } from '../../yaml/syntax/yaml-path.ts';
import { type FormattedText, indentOf, type LineColumns, lineColumns } from './line-columns.ts';
import { hasSameData } from './same-data.ts';

/**
 * The edits that format a config or a manifest: indentation of maps and lists, also in configs in block scalars, the space
 * behind dashes, and blanks at the ends of lines. Comments, quotes, empty lines, values in braces and aligned values stay as
 * they are. Empty for templates, for texts with syntax errors, and for texts whose data would change.
 * @param unit the number of spaces of one level
 * @param within only lines that it touches are changed; the indentation of the map or list around it stays
 */
export function format({ files }: Workspace, uri: string, unit: number, within?: TextRange): readonly TextEdit[] {
  const file = files.get(uri);
  if (!file || !isFormattable(file)) return [];
  const edits = edited(file, unit, within).sort((a, b) => a.range.start - b.range.start);
  if (edits.length === 0) return [];
  const after = sourceFile(uri, applyEdits(file.text, edits), file.kind === 'envoy' ? 'discovery' : 'kubernetes');
  return hasSameData(file, after) ? edits : [];
}

/** Texts with tabs in their indentation or in JSON are left to other formatters. */
const isFormattable = ({ kind, text, rawText, yaml, envoySources }: SourceFile): boolean =>
  (kind === 'envoy' || kind === 'kubernetes') &&
  text === rawText &&
  yaml.errors.length === 0 &&
  envoySources.every(({ errors }) => errors.length === 0) &&
  !/^ *\t/m.test(text);

function edited(file: SourceFile, unit: number, within: TextRange | undefined): TextEdit[] {
  const { text, lineIndex, yaml, envoySources } = file;
  const formatted: FormattedText = {
    ...{ text, lineIndex, unit },
    nestedRoot: (scalar) => envoySources.find((source) => source.scalar === scalar && source.editable)?.config.root,
  };
  const first = within ? positionAt(lineIndex, within.start).line : 0;
  const last = within ? positionAt(lineIndex, within.end).line : lineIndex.starts.length - 1;
  const roots = yaml.documents.flatMap(({ root }) => (root ? [root] : []));
  return roots.flatMap((root) => {
    const node = within ? around(formatted, root, within) : root;
    const columns = lineColumns(formatted, node, within ? columnAt(formatted, node) : 0);
    return lineEdits(formatted, columns, documentLines(formatted, root)).filter(({ range }) => {
      const { line } = positionAt(lineIndex, range.start);
      return first <= line && line <= last;
    });
  });
}

const columnAt = ({ text, lineIndex }: FormattedText, { range }: YamlNode): number =>
  text.length === 0 ? 0 : positionAt(lineIndex, range.start).character;

/** The innermost map or list in block style around a range, also in a config in a block scalar. */
function around({ nestedRoot }: FormattedText, root: YamlNode, { start, end }: TextRange): YamlNode {
  let found = root;
  for (const node of walk(root)) {
    const inner = node.kind === 'scalar' ? nestedRoot(node) : undefined;
    for (const one of inner ? walk(inner) : [node])
      if (one.kind !== 'scalar' && !one.flow && !one.aliasRange && one.range.start <= start && end <= one.range.end)
        found = one;
  }
  return found;
}

interface Lines {
  readonly first: number;
  readonly last: number;
}

const documentLines = ({ lineIndex }: FormattedText, { range }: YamlNode): Lines => ({
  first: positionAt(lineIndex, range.start).line,
  last: positionAt(lineIndex, range.end).line,
});

function lineEdits(formatted: FormattedText, columns: LineColumns, { first, last }: Lines): TextEdit[] {
  const { text, lineIndex } = formatted;
  const edits = [...columns.edits];
  const own = indentsOf(formatted, { first, last });
  for (let line = first; line <= last; line++) {
    const indent = own[line - first];
    const start = lineIndex.starts[line] ?? 0;
    const end = lineEnd(text, start);
    const column = indent === undefined ? undefined : columnOfLine(columns, own, first, line);
    if (column !== undefined && column !== indent)
      edits.push({ range: { start, end: start + (indent ?? 0) }, newText: ' '.repeat(column) });
    const isText = columns.moves.has(line) || columns.moves.has(line + 1);
    const blanks = isText ? 0 : end - start - text.slice(start, end).trimEnd().length;
    if (blanks > 0) edits.push({ range: { start: end - blanks, end }, newText: '' });
  }
  return edits;
}

const indentsOf = (formatted: FormattedText, { first, last }: Lines): readonly (number | undefined)[] =>
  Array.from({ length: last - first + 1 }, (_, i) => indentOf(formatted, first + i));

/** A comment goes with the next line in its column, otherwise with the line above. */
function columnOfLine(
  { structure, moves }: LineColumns,
  own: readonly (number | undefined)[],
  first: number,
  line: number,
): number | undefined {
  const known = structure.get(line);
  if (known !== undefined) return known;
  const indent = own[line - first] ?? 0;
  const move = moves.get(line);
  if (move !== undefined) return Math.max(0, indent + move);
  const isLevel = (other: number) => structure.has(other) && own[other - first] === indent;
  const next = nextWith(own, first, line, 1, (other) => structure.has(other));
  if (next !== undefined && isLevel(next)) return structure.get(next);
  const previous = nextWith(
    own,
    first,
    line,
    -1,
    (other) => structure.has(other) && (own[other - first] ?? 0) <= indent,
  );
  const anchor = previous ?? next;
  return anchor === undefined
    ? undefined
    : Math.max(0, indent + (structure.get(anchor) ?? 0) - (own[anchor - first] ?? 0));
}

function nextWith(
  own: readonly unknown[],
  first: number,
  line: number,
  step: 1 | -1,
  isWanted: (line: number) => boolean,
): number | undefined {
  for (let at = line + step; at >= first && at < first + own.length; at += step) if (isWanted(at)) return at;
  return undefined;
}
