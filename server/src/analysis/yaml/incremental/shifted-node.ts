import { lazy } from '../../text/lazy.ts';
import type { TextRange } from '../../text/text-range.ts';
import type { YamlEntry, YamlError, YamlNode, YamlScalar } from '../syntax/yaml-node.ts';

export type Origins = WeakMap<YamlNode, YamlNode>;

/**
 * The same node and everything below it, shifted by a number of offsets. What is below is created when it is accessed. A block
 * keeps its origin, and is the origin itself if its offset is the original one. For trees without aliases, in which each node
 * has one location.
 */
export function shiftedNode(node: YamlNode, by: number, origins: Origins): YamlNode {
  const origin = origins.get(node);
  const base = origin ?? node;
  const shift = node.range.start + by - base.range.start;
  if (shift === 0) return base;
  const moved = shifted(base, shift, origins);
  if (origin) origins.set(moved, origin);
  return moved;
}

export const shiftedEntry = ({ key, unnamed, value, range }: YamlEntry, by: number, origins: Origins): YamlEntry => ({
  key: shiftedScalar(key, by),
  ...(unnamed && { unnamed }),
  value: value && shiftedNode(value, by, origins),
  range: shiftedRange(range, by),
});

export const shiftedErrors = (errors: readonly YamlError[], by: number): readonly YamlError[] =>
  errors.map(({ since, ...error }) => ({
    ...error,
    range: shiftedRange(error.range, by),
    ...(since !== undefined && { since: since + by }),
  }));

function shifted(node: YamlNode, by: number, origins: Origins): YamlNode {
  if (node.kind === 'scalar') return shiftedScalar(node, by);
  const { flow, anchor, tag } = node;
  const range = shiftedRange(node.range, by);
  const marks = { ...(anchor !== undefined && { anchor }), ...(tag !== undefined && { tag }) };
  if (node.kind === 'map') {
    const entries = lazy(() => node.entries.map((entry) => shiftedEntry(entry, by, origins)));
    return {
      kind: 'map',
      flow,
      get entries() {
        return entries();
      },
      range,
      ...marks,
    };
  }
  const items = lazy(() => node.items.map((item) => shiftedNode(item, by, origins)));
  return {
    kind: 'seq',
    flow,
    get items() {
      return items();
    },
    range,
    ...marks,
  };
}

function shiftedScalar(node: YamlScalar, by: number): YamlScalar {
  const { kind, style, text, anchor, tag } = node;
  const range = shiftedRange(node.range, by);
  // Most nodes have neither of them. A literal takes a third of the time of a copy.
  return anchor === undefined && tag === undefined ? { kind, style, text, range } : { ...node, range };
}

export const shiftedRange = ({ start, end }: TextRange, by: number): TextRange => ({
  start: start + by,
  end: end + by,
});
