import type { TextRange } from '../text/text-range.ts';
import type { YamlEntry, YamlNode, YamlScalar } from './yaml-node.ts';

/** The same node, and all below it, so many offsets further on. For trees without aliases, whose nodes have one place each. */
export function shiftNode(node: YamlNode, by: number): YamlNode {
  switch (node.kind) {
    case 'scalar':
      return shiftScalar(node, by);
    case 'map':
      return {
        ...node,
        range: shiftRange(node.range, by),
        entries: node.entries.map((entry) => shiftEntry(entry, by)),
      };
    case 'seq':
      return { ...node, range: shiftRange(node.range, by), items: node.items.map((item) => shiftNode(item, by)) };
  }
}

export const shiftEntry = ({ key, value, range }: YamlEntry, by: number): YamlEntry => ({
  key: shiftScalar(key, by),
  value: value && shiftNode(value, by),
  range: shiftRange(range, by),
});

function shiftScalar(node: YamlScalar, by: number): YamlScalar {
  const range = shiftRange(node.range, by);
  // Most nodes of a moved part are these: a literal takes a third of the time.
  const { kind, style, text, anchor, tag } = node;
  return anchor === undefined && tag === undefined ? { kind, style, text, range } : { ...node, range };
}

const shiftRange = ({ start, end }: TextRange, by: number): TextRange => ({ start: start + by, end: end + by });
