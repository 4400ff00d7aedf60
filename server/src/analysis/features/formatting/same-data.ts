import type { SourceFile } from '../../workspace/source-file.ts';
import { haveSameContent } from '../../yaml/syntax/same-content.ts';
import type { YamlMap, YamlScalar } from '../../yaml/syntax/yaml-node.ts';

/**
 * Whether two versions of a file hold the same data and comments. The text of a config in a block scalar may have another
 * indentation, if the config is the same.
 */
export function hasSameData(before: SourceFile, after: SourceFile): boolean {
  if (after.yaml.errors.length > 0 || withoutSpaces(before.text) !== withoutSpaces(after.text)) return false;
  const configs = new Map<YamlScalar, YamlScalar>();
  if (before.envoySources.length !== after.envoySources.length) return false;
  for (const [i, source] of before.envoySources.entries()) {
    const other = after.envoySources[i];
    if (!other || other.errors.length > 0 || !haveSameContent(asFile(source.config.root), asFile(other.config.root)))
      return false;
    if (source.scalar && other.scalar && source.editable) configs.set(source.scalar, other.scalar);
  }
  return haveSameContent(before.yaml, after.yaml, (one, other) => configs.get(one) === other);
}

/** If only spaces differ, no comment is lost. */
const withoutSpaces = (text: string): string => text.replace(/[ \t]+/g, '');

const asFile = (root: YamlMap) => ({ documents: [{ root, range: root.range }], errors: [] });
