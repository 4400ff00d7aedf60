import type { SourceFile } from '../../workspace/source-file.ts';
import type { YamlNode, YamlScalar } from '../../yaml/syntax/yaml-node.ts';

/**
 * Whether two versions of a file hold the same data and comments. The text of a config in a block scalar may have another
 * indentation, if the config is the same.
 */
export function hasSameData(before: SourceFile, after: SourceFile): boolean {
  if (after.yaml.errors.length > 0 || !areSameCharacters(before.text, after.text)) return false;
  const configs = new Map<YamlScalar, YamlScalar>();
  if (before.envoySources.length !== after.envoySources.length) return false;
  for (const [i, source] of before.envoySources.entries()) {
    const other = after.envoySources[i];
    if (!other || other.errors.length > 0 || !isSame(source.config.root, other.config.root, new Map())) return false;
    if (source.scalar && other.scalar && source.editable) configs.set(source.scalar, other.scalar);
  }
  return areSame(before.yaml.documents, after.yaml.documents, (one, other) => isSame(one.root, other.root, configs));
}

/** Only blanks differ, so that no comment is lost. */
const areSameCharacters = (before: string, after: string): boolean => withoutBlanks(before) === withoutBlanks(after);

const withoutBlanks = (text: string): string => text.replace(/[ \t]+/g, '');

function isSame(a: YamlNode | undefined, b: YamlNode | undefined, configs: ReadonlyMap<YamlNode, YamlNode>): boolean {
  if (!a || !b) return a === b;
  if (a.anchor !== b.anchor || a.tag !== b.tag || !a.aliasRange !== !b.aliasRange) return false;
  if (a.kind === 'scalar')
    return b.kind === 'scalar' && a.style === b.style && (a.text === b.text || configs.get(a) === b);
  if (a.kind === 'seq') return b.kind === 'seq' && areSame(a.items, b.items, (x, y) => isSame(x, y, configs));
  return (
    b.kind === 'map' &&
    areSame(a.entries, b.entries, (x, y) => isSame(x.key, y.key, configs) && isSame(x.value, y.value, configs))
  );
}

const areSame = <T>(a: readonly T[], b: readonly T[], isPair: (a: T, b: T) => boolean): boolean =>
  a.length === b.length && a.every((one, i) => isPair(one, b[i] as T));
