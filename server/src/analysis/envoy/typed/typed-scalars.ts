import type { YamlNode, YamlScalar } from '../../yaml/syntax/yaml-node.ts';
import type { TypedRoot } from './typed-path.ts';
import { entryPosition, itemPosition, positionOf, type TypedPosition } from './typed-position.ts';

/** A scalar of a config, with what the API expects there. */
export interface TypedScalar {
  readonly scalar: YamlScalar;
  readonly position: TypedPosition;
}

/** The scalars of a config whose types are known, in the order of the text. */
export const typedScalars = ({ config, type }: TypedRoot): Iterable<TypedScalar> =>
  below(config.root, positionOf(type));

function* below(node: YamlNode, position: TypedPosition): Generator<TypedScalar> {
  if (node.kind === 'scalar') yield { scalar: node, position };
  else if (node.kind === 'seq') {
    const item = itemPosition(position);
    if (item) for (const one of node.items) yield* below(one, item);
  } else
    for (const { key, value } of node.entries) {
      const inside = value && entryPosition(position, node, key.text);
      if (inside) yield* below(value, inside);
    }
}
