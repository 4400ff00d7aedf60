import { type Memo, someNode } from '../yaml/incremental/memo.ts';
import { hasPlaceholder } from '../yaml/edit/placeholder.ts';
import type { YamlMap, YamlNode } from '../yaml/syntax/yaml-node.ts';

/**
 * Whether an address or port is a placeholder. Envoy cannot read placeholders, so another program writes the final
 * config and may change other parts too. Errors are therefore not certain.
 */
export const isFilledInLater = (root: YamlMap, memo: Memo): boolean =>
  someNode(root, memo, 'unknown addresses', hasUnknownAddress);

const hasUnknownAddress = (node: YamlNode): boolean =>
  node.kind === 'map' &&
  node.entries.some(({ key, value }) => value?.kind === 'scalar' && places.has(key.text) && hasPlaceholder(value.text));

const places: ReadonlySet<string> = new Set(['address', 'port_value', 'portValue']);
