import type { Slot } from '../../schema/envoy-slots.ts';
import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { childAt, type YamlStep } from '../../yaml/syntax/yaml-path.ts';
import { entryPosition, itemPosition, mapContent, positionOf, type TypedPosition } from './typed-position.ts';

/** A map in a config with its message. */
export interface TypedMessage {
  readonly map: YamlMap;
  readonly type: string;
  /** The extensions that are allowed in it on behalf of its holder. */
  readonly slot: Slot | undefined;
}

/** A config whose root has a type. */
export interface TypedRoot {
  readonly config: { readonly root: YamlMap };
  /** Full name of its message. */
  readonly type: string;
}

/**
 * What the API expects at the end of a path through a config. Undefined if the path contains something that the API
 * does not define, or leaves open, such as a Struct.
 * @param rootType full name of the root's message
 */
export function typedPosition(rootType: string, steps: readonly YamlStep[]): TypedPosition | undefined {
  let at: TypedPosition | undefined = positionOf(rootType);
  for (const { node, entry } of steps) at = at && (entry ? entryPosition(at, node, entry.key.text) : itemPosition(at));
  return at;
}

/**
 * The messages from the root of a config to the map with the entry or item at the end of a path. Empty if the path contains
 * something without a type.
 */
export function typedAncestors(
  { config: { root }, type }: TypedRoot,
  path: readonly number[],
): readonly TypedMessage[] {
  const ancestors: TypedMessage[] = [{ map: root, type, slot: undefined }];
  let node: YamlNode = root;
  let at: TypedPosition = positionOf(type);
  for (const index of path.slice(0, -1)) {
    const below: YamlNode | undefined = childAt(node, index);
    const next: TypedPosition | undefined = below && childPosition(at, node, index);
    if (!below || !next) return [];
    [node, at] = [below, next];
    const message = messageAt(at, node);
    if (message) ancestors.push(message);
  }
  return ancestors;
}

/** The messages in the fields of a message. For a list, the last item, because a line below it belongs there. */
export const childMessages = ({ map, type, slot }: TypedMessage): readonly TypedMessage[] =>
  map.entries.flatMap(({ key, value }) => {
    const at = entryPosition(positionOf(type, slot), map, key.text);
    const node = value?.kind === 'seq' ? value.items.at(-1) : value;
    return (at && node && messageAt(at, node)) ?? [];
  });

function childPosition(at: TypedPosition, node: YamlNode, index: number): TypedPosition | undefined {
  if (node.kind === 'seq') return itemPosition(at);
  const entry = node.kind === 'map' ? node.entries[index] : undefined;
  return entry && entryPosition(at, node, entry.key.text);
}

/** The message of a map at a position. Undefined behind an alias, whose text is elsewhere. */
function messageAt(at: TypedPosition, node: YamlNode): TypedMessage | undefined {
  if (node.kind !== 'map' || node.aliasRange || at.form === 'map') return undefined;
  const content = mapContent(at, node);
  return content?.message === undefined ? undefined : { map: node, type: content.message, slot: content.slot };
}
