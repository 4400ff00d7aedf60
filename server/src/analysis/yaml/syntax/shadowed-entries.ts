import type { YamlMap } from './yaml-node.ts';

/** So few keys are compared faster than they are put into a table. */
const FEW = 16;

/** Tells of which entries of a map a later one has the same key, by their index. */
export function shadowedIn({ entries }: YamlMap): (index: number) => boolean {
  if (entries.length < FEW)
    return (index) => entries.findLastIndex(({ key }) => key.text === entries[index]?.key.text) !== index;
  const last = new Map(entries.map(({ key }, index) => [key.text, index]));
  if (last.size === entries.length) return () => false;
  return (index) => last.get(entries[index]?.key.text ?? '') !== index;
}
