import { blockCheck, type Memo } from '../../yaml/incremental/memo.ts';
import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { asMap } from '../../yaml/syntax/yaml-path.ts';
import { field, fieldItems } from '../envoy-field.ts';
import { envoyString } from '../envoy-scalar.ts';
import { visitApiMaps } from '../extensions.ts';
import { equivalenceKey } from '../message-key.ts';
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
  const resources = field(root, 'static_resources');
  for (const part of [...loaded(fieldItems(field(resources, 'listeners'))), field(resources, 'clusters')])
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

/** Of listeners with one name Envoy looks at the first alone. */
function loaded(listeners: readonly YamlNode[]): readonly YamlNode[] {
  const seen = new Set<string>();
  return listeners.filter((listener) => {
    const name = envoyString(field(listener, 'name'))?.value ?? '';
    const isNew = name === '' || !seen.has(name);
    seen.add(name);
    return isNew;
  });
}
