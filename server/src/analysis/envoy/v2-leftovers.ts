import { blockCheck, type Memo } from '../yaml/incremental/memo.ts';
import type { YamlEntry, YamlMap, YamlScalar } from '../yaml/syntax/yaml-node.ts';
import type { EnvoyConfig } from './envoy-config.ts';
import { fieldEntry } from './envoy-field.ts';
import { extensionsOf, visitApiMaps } from './extensions.ts';
import { isV2Type } from './v2-types.ts';
import { anyType, anyUrl } from './typed/any-type.ts';

/** A place in a config that still uses the v2 API, apart from fields of v3 messages (`v2-fields.ts`). */
export type V2Leftover =
  | { readonly kind: 'config'; readonly extension: YamlMap; readonly category: string; readonly entry: YamlEntry }
  | { readonly kind: 'type'; readonly type: string; readonly at: YamlScalar };

/** Every leftover of the v2 API, those below others as well. */
export function v2LeftoversIn({ root }: EnvoyConfig, memo: Memo): V2Leftover[] {
  const found: V2Leftover[] = [];
  const blocks = blockCheck(memo, 'v2 leftovers', () => found.length);
  visitApiMaps(
    root,
    (node) => onNode(node, found),
    (node, into) => blocks.look(node, '', into),
  );
  return found;
}

function onNode(node: YamlMap, found: V2Leftover[]): void {
  for (const { map: extension, category } of extensionsOf(node)) {
    const entry = fieldEntry(extension, 'config');
    if (entry) found.push({ kind: 'config', extension, category, entry });
  }
  const url = anyUrl(node);
  const type = anyType(node);
  if (url && type !== undefined && isV2Type(type)) found.push({ kind: 'type', type, at: url });
}
