import type { TextRange } from '../text/text-range.ts';
import type { SourceFile } from '../workspace/source-file.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { YamlNode } from '../yaml/syntax/yaml-node.ts';
import { placeOf, stepsAt } from '../yaml/syntax/yaml-path.ts';

/**
 * The ranges that contain an offset, from the innermost one outwards: a value, its entry, the map or list around them, also out of
 * a config into the manifest that holds it.
 */
export function selectionRanges(workspace: Workspace, uri: string, offset: number): readonly TextRange[] {
  const file = workspace.files.get(uri);
  if (!file) return [];
  const wider: TextRange[] = [];
  for (const range of rootsOf(file).flatMap((root) => rangesAt(root, offset))) {
    const last = wider.at(-1);
    const isWider = !last || (range.start <= last.start && last.end <= range.end);
    if (isWider && (range.start !== last?.start || range.end !== last.end)) wider.push(range);
  }
  return wider;
}

/** The configs first, because they are inside of the documents. */
const rootsOf = ({ envoySources, yaml }: SourceFile): readonly YamlNode[] => [
  ...envoySources.flatMap(({ scalar, config }) => (scalar ? [config.root] : [])),
  ...yaml.documents.flatMap(({ root }) => root ?? []),
];

function rangesAt(root: YamlNode, offset: number): readonly TextRange[] {
  const ranges = stepsAt(root, offset).flatMap(({ node, entry, inKey }) => [
    placeOf(node),
    ...(entry ? [entry.range, ...(inKey ? [entry.key.range] : [])] : []),
  ]);
  return ranges.reverse();
}
