import { blockCheck, type Memo } from '../../yaml/incremental/memo.ts';
import type { YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { asMap } from '../../yaml/syntax/yaml-path.ts';
import { field, fieldPath } from '../envoy-field.ts';
import { envoyString } from '../envoy-scalar.ts';
import { visitApiMaps } from '../extensions.ts';
import { equivalenceKey } from '../message-key.ts';
import { loadedListeners } from './loaded-listeners.ts';
import type { CodedCheck } from './message-check.ts';
import { anyType } from '../typed/any-type.ts';

/** "config specified DNS cache '…' with different settings": all that use a cache describe it alike, as messages (Envoy 1.36 to 1.40). */
export const dnsCaches: CodedCheck = (node, report, { memo }) => {
  const known = new Map<string, string>();
  for (const cache of cachesIn(node, memo)) {
    const name = envoyString(field(cache, 'name'));
    const key = equivalenceKey(cache, 'envoy.extensions.common.dynamic_forward_proxy.v3.DnsCacheConfig');
    if (!name || key === undefined) continue;
    const first = known.get(name.value);
    if (first === undefined) known.set(name.value, key);
    else if (first !== key)
      report('envoy/duplicate-entry', name.at, "DNS cache '{0}' is already defined with other settings.", name.value);
  }
};

function cachesIn(root: YamlMap, memo: Memo): readonly YamlMap[] {
  const found: YamlMap[] = [];
  const blocks = blockCheck(memo, 'DNS caches', () => found.length);
  for (const part of [...loadedListeners(root), fieldPath(root, 'static_resources', 'clusters')])
    visitApiMaps(
      part,
      (map) => {
        const cache = asMap(field(map, 'dns_cache_config'));
        if (cache && users.test(anyType(map) ?? '')) found.push(cache);
      },
      (node, into) => blocks.look(node, '', into),
    );
  return found;
}

const users =
  /^envoy\.extensions\.(clusters\.dynamic_forward_proxy\.v3\.ClusterConfig|filters\.(http|network\.sni)(\.|_)dynamic_forward_proxy\.v3\.FilterConfig)$/;
