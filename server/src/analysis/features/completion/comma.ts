import type { YamlEntry, YamlNode } from '../../yaml/syntax/yaml-node.ts';

/**
 * The comma that must follow a new entry or item in brackets, because another one stands behind it.
 * @param others the entries or items that are there
 * @param at where the new one ends
 */
export function commaBefore(others: readonly (YamlEntry | YamlNode)[], text: string, at: number): string {
  const next = at + (/^(?:\s+(?:#.*)?)*/.exec(text.slice(at))?.[0].length ?? 0);
  return others.some(({ range }) => range.start === next && range.end > next) ? ',' : '';
}
