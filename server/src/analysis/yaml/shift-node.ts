import type { TextRange } from '../text/text-range.ts';
import type { YamlEntry, YamlNode, YamlScalar } from './yaml-node.ts';

/** The same node, and all below it, so many offsets further on. For trees without aliases, whose nodes have one place each. */
export function shiftNode(node: YamlNode, by: number): YamlNode {
  switch (node.kind) {
    case 'scalar':
      return shiftScalar(node, by);
    case 'map': {
      const { kind, flow } = node;
      const entries = node.entries.map((entry) => shiftEntry(entry, by));
      const range = shiftRange(node.range, by);
      return isPlain(node) ? { kind, flow, entries, range } : { ...node, entries, range };
    }
    case 'seq': {
      const { kind, flow } = node;
      const items = node.items.map((item) => shiftNode(item, by));
      const range = shiftRange(node.range, by);
      return isPlain(node) ? { kind, flow, items, range } : { ...node, items, range };
    }
  }
}

export const shiftEntry = ({ key, value, range }: YamlEntry, by: number): YamlEntry => ({
  key: shiftScalar(key, by),
  value: value && shiftNode(value, by),
  range: shiftRange(range, by),
});

function shiftScalar(node: YamlScalar, by: number): YamlScalar {
  const { kind, style, text } = node;
  const range = shiftRange(node.range, by);
  return isPlain(node) ? { kind, style, text, range } : { ...node, range };
}

/** Most nodes are: a literal takes a third of the time of a copy. */
const isPlain = ({ anchor, tag }: YamlNode): boolean => anchor === undefined && tag === undefined;

const shiftRange = ({ start, end }: TextRange, by: number): TextRange => ({ start: start + by, end: end + by });
