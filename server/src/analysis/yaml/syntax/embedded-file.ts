import { lazy } from '../../text/lazy.ts';
import type { TextRange } from '../../text/text-range.ts';
import { type ToFileOffset, placedRange } from './convert-node.ts';
import type { BlockOrigins, YamlEntry, YamlFile, YamlMap, YamlNode, YamlScalar, YamlSeq } from './yaml-node.ts';

/**
 * A parsed text that is nested in another one, with offsets of that one; trees are made as far as they are asked for. Blocks
 * keep their origins, which are nodes of the nested text: what stands around it may change.
 */
export function embeddedFile({ documents, errors, origins }: YamlFile, place: ToFileOffset): YamlFile {
  const placing: Placing = { place, origins, placed: new WeakMap(), newOrigins: new WeakMap() };
  return {
    documents: documents.map(({ range, root }) => ({
      range: rangeAt(range, placing),
      root: root && placedNode(root, placing),
    })),
    errors: errors.map(({ since, ...error }) => ({
      ...error,
      range: rangeAt(error.range, placing),
      ...(since !== undefined && { since: place(since) }),
    })),
    ...(origins && { origins: placing.newOrigins }),
  };
}

interface Placing {
  readonly place: ToFileOffset;
  readonly origins: BlockOrigins | undefined;
  /** A node that stands at two places, through an alias, is one node here as well. */
  readonly placed: WeakMap<YamlNode, YamlNode>;
  readonly newOrigins: WeakMap<YamlNode, YamlNode>;
}

const rangeAt = ({ start, end }: TextRange, { place }: Placing): TextRange => placedRange(place, start, end);

function placedNode(node: YamlNode, placing: Placing): YamlNode {
  const known = placing.placed.get(node);
  if (known) return known;
  const placed =
    node.kind === 'map' ? placedMap(node, placing) : node.kind === 'seq' ? placedSeq(node, placing) : at(node, placing);
  placing.placed.set(node, placed);
  const origin = placing.origins?.get(node);
  if (origin) placing.newOrigins.set(placed, origin);
  return placed;
}

function placedMap(node: YamlMap, placing: Placing): YamlMap {
  const entries = lazy(() => node.entries.map((entry) => placedEntry(entry, placing)));
  return {
    kind: 'map',
    flow: node.flow,
    get entries() {
      return entries();
    },
    ...marksOf(node, placing),
  };
}

function placedSeq(node: YamlSeq, placing: Placing): YamlSeq {
  const items = lazy(() => node.items.map((item) => placedNode(item, placing)));
  return {
    kind: 'seq',
    flow: node.flow,
    get items() {
      return items();
    },
    ...marksOf(node, placing),
  };
}

const placedEntry = ({ key, unnamed, value, range }: YamlEntry, placing: Placing): YamlEntry => ({
  key: at(key, placing),
  ...(unnamed && { unnamed }),
  value: value && placedNode(value, placing),
  range: rangeAt(range, placing),
});

const at = (node: YamlScalar, placing: Placing): YamlScalar => ({ ...node, ...marksOf(node, placing) });

function marksOf({ range, aliasRange, anchor, tag }: YamlNode, placing: Placing) {
  return {
    range: rangeAt(range, placing),
    ...(anchor !== undefined && { anchor }),
    ...(tag !== undefined && { tag }),
    ...(aliasRange && { aliasRange: rangeAt(aliasRange, placing) }),
  };
}
