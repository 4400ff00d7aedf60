import type { YamlFile, YamlNode, YamlScalar } from './yaml-node.ts';

/**
 * Whether two versions of a text hold the same documents, wherever they are: blocks that stayed are not looked into. Never where a
 * key is empty, whose place depends on the comments around it.
 * @param mayDiffer scalars with other texts that count as the same
 */
export function haveSameContent(
  a: YamlFile,
  b: YamlFile,
  mayDiffer: (one: YamlScalar, other: YamlScalar) => boolean = () => false,
): boolean {
  const isSame = (one: YamlNode | undefined, other: YamlNode | undefined): boolean => {
    if (!one || !other) return one === other;
    const origin = a.origins?.get(one);
    if (origin !== undefined && origin === b.origins?.get(other)) return true;
    if (one.anchor !== other.anchor || one.tag !== other.tag || !one.aliasRange !== !other.aliasRange) return false;
    if (one.kind === 'scalar')
      return other.kind === 'scalar' && one.style === other.style && (one.text === other.text || mayDiffer(one, other));
    if (one.kind === 'seq') return other.kind === 'seq' && areSame(one.items, other.items, isSame);
    return (
      other.kind === 'map' &&
      areSame(one.entries, other.entries, (x, y) => !x.unnamed && isSame(x.key, y.key) && isSame(x.value, y.value))
    );
  };
  return (
    a.errors.length === b.errors.length &&
    areSame(a.documents, b.documents, (one, other) => isSame(one.root, other.root))
  );
}

const areSame = <T>(a: readonly T[], b: readonly T[], isSame: (a: T, b: T) => boolean): boolean =>
  a.length === b.length && a.every((one, i) => isSame(one, b[i] as T));
