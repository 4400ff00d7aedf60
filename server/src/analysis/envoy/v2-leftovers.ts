import { blockCheck, type Memo } from '../yaml/incremental/memo.ts';
import { asMap } from '../yaml/syntax/yaml-path.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from '../yaml/syntax/yaml-node.ts';
import type { EnvoyConfig } from './envoy-config.ts';
import { field, fieldEntry, fieldItems } from './envoy-field.ts';
import { envoyString } from './envoy-scalar.ts';
import { extensionsOf, visitApiMaps } from './extensions.ts';
import { isV2Type } from './v2-types.ts';

/** A place in a config that still uses the v2 API, which Envoy rejects since 1.18. */
export type V2Leftover =
  | { readonly kind: 'hosts'; readonly cluster: YamlMap; readonly entry: YamlEntry }
  | { readonly kind: 'tls_context'; readonly holder: YamlMap; readonly entry: YamlEntry; readonly upstream: boolean }
  | { readonly kind: 'config'; readonly extension: YamlMap; readonly entry: YamlEntry }
  | { readonly kind: 'regex'; readonly match: YamlMap; readonly entry: YamlEntry }
  | { readonly kind: 'type'; readonly type: string; readonly at: YamlScalar };

/** Every leftover of the v2 API. */
export function v2LeftoversIn({ root }: EnvoyConfig, memo: Memo): V2Leftover[] {
  const found: V2Leftover[] = [];
  for (const cluster of maps(field(field(root, 'static_resources'), 'clusters'))) {
    for (const entry of written(cluster, 'hosts')) found.push({ kind: 'hosts', cluster, entry });
    for (const entry of written(cluster, 'tls_context'))
      found.push({ kind: 'tls_context', holder: cluster, entry, upstream: true });
  }
  for (const listener of maps(field(field(root, 'static_resources'), 'listeners')))
    for (const holder of [...maps(field(listener, 'filter_chains')), ...maps(field(listener, 'default_filter_chain'))])
      for (const entry of written(holder, 'tls_context'))
        found.push({ kind: 'tls_context', holder, entry, upstream: false });
  const blocks = blockCheck(memo, 'v2 leftovers', () => found.length);
  visitApiMaps(
    root,
    (node) => onNode(node, found),
    (node, into) => blocks.look(node, '', into),
  );
  return found;
}

function onNode(node: YamlMap, found: V2Leftover[]): void {
  for (const extension of extensionsOf(node))
    for (const entry of written(extension, 'config')) found.push({ kind: 'config', extension, entry });
  const type = envoyString(field(node, '@type'));
  const name = type?.value.split('/').at(-1) ?? '';
  if (type && isV2Type(name)) found.push({ kind: 'type', type: name, at: type.at });
  const match = asMap(field(node, 'match'));
  if (match && isRoute(node)) for (const entry of written(match, 'regex')) found.push({ kind: 'regex', match, entry });
}

/** Matches of transport sockets hold any words, those of routes do not. */
const isRoute = (node: YamlMap): boolean =>
  ['route', 'redirect', 'direct_response'].some((action) => fieldEntry(node, action));

const maps = (node: YamlNode | undefined): YamlMap[] =>
  fieldItems(node).filter((item): item is YamlMap => item.kind === 'map');

const written = (node: YamlMap, name: string): YamlEntry[] => {
  const entry = fieldEntry(node, name);
  return entry ? [entry] : [];
};
