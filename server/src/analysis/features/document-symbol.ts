import { message, type Words } from '../rules/message.ts';
import type { TextRange } from '../text/text-range.ts';
import type { YamlNode } from '../yaml/syntax/yaml-node.ts';
import { placeOf } from '../yaml/syntax/yaml-path.ts';

export type SymbolKind =
  | 'config'
  | 'listener'
  | 'filterChain'
  | 'filter'
  | 'virtualHost'
  | 'route'
  | 'cluster'
  | 'endpoint'
  | 'admin'
  | 'manifest'
  | 'container'
  | 'port'
  | 'volume'
  | 'key';

/** One line of the outline. */
export interface DocumentSymbol {
  readonly name: Words;
  readonly detail: Words;
  readonly kind: SymbolKind;
  readonly range: TextRange;
  /** The part that is selected when the symbol is chosen; inside `range`. */
  readonly selection: TextRange;
  readonly children: readonly DocumentSymbol[];
}

/** Editors reject symbols without a name. */
export const noName = message('(no name)');

/** @param selected the node that is selected when the symbol is chosen; by default the node's first key */
export function symbol(
  kind: SymbolKind,
  name: Words,
  detail: Words,
  node: YamlNode,
  children: readonly DocumentSymbol[] = [],
  selected?: YamlNode,
): DocumentSymbol {
  // An alias has its own range, while its content is elsewhere. Editors reject a selection outside the range.
  const range = placeOf(node);
  const firstKey = node.kind === 'map' ? node.entries[0]?.key : undefined;
  const places = [selected, firstKey].flatMap((candidate) => (candidate ? [placeOf(candidate)] : []));
  const selection = places.find(({ start, end }) => range.start <= start && end <= range.end) ?? range;
  return { name: name || noName, detail, kind, range, selection, children };
}
