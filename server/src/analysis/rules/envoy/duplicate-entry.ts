import { field, fieldItems, fieldPath } from '../../envoy/envoy-field.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import { visitApiMaps } from '../../envoy/extensions.ts';
import { loadedListenerNodes } from '../../envoy/loaded-listeners.ts';
import type { MessageContext, ReportProblem } from '../../envoy/message-checks/message-check.ts';
import { equivalenceKey } from '../../envoy/message-key.ts';
import { anyType } from '../../envoy/typed/any-type.ts';
import { blockCheck, type Memo } from '../../yaml/incremental/memo.ts';
import type { YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { asMap } from '../../yaml/syntax/yaml-path.ts';
import { messageRule } from '../rule.ts';

export const duplicateEntry = messageRule({
  code: 'envoy/duplicate-entry',
  formerCodes: ['envoy/refused-value', 'envoy/conflicting-fields'],
  severity: 'error',
  summary: 'An entry appears twice in a list that allows it once.',
  why: 'Envoy requires unique names for runtime layers, filter chains, secrets, authorities, users and API keys, and unique upgrades and rate limit descriptors.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ route: { cluster: app } => route: { cluster: app, upgrade_configs: [{ upgrade_type: websocket }, { upgrade_type: websocket }] }
#? error envoy/duplicate-entry at "websocket"#2: Duplicate upgrade 'websocket'.
`,
    },
  ],
  visits: {
    'envoy.config.bootstrap.v3.Bootstrap': dnsCaches,
    'envoy.extensions.filters.http.api_key_auth.v3.ApiKeyAuth': apiKeys,
  },
});

/** "Duplicated credential key", "One of 'header'/'query'/'cookie' must be set". */
function apiKeys(node: YamlMap, report: ReportProblem): void {
  const seen = new Set<string>();
  for (const credential of fieldItems(field(node, 'credentials'))) {
    const key = envoyString(field(credential, 'key'));
    if (key && seen.has(key.value)) report(key.at, 'Duplicate API key.');
    if (key) seen.add(key.value);
  }
}

/** "config specified DNS cache '…' with different settings": all that use a cache describe it alike, as messages (Envoy 1.36 to 1.40). */
function dnsCaches(node: YamlMap, report: ReportProblem, { memo }: MessageContext): void {
  const known = new Map<string, string>();
  for (const cache of cachesIn(node, memo)) {
    const name = envoyString(field(cache, 'name'));
    const key = equivalenceKey(cache, 'envoy.extensions.common.dynamic_forward_proxy.v3.DnsCacheConfig');
    if (!name || key === undefined) continue;
    const first = known.get(name.value);
    if (first === undefined) known.set(name.value, key);
    else if (first !== key) report(name.at, "DNS cache '{0}' is already defined with other settings.", name.value);
  }
}

function cachesIn(root: YamlMap, memo: Memo): readonly YamlMap[] {
  const found: YamlMap[] = [];
  const blocks = blockCheck(memo, 'DNS caches', () => found.length);
  for (const part of [...loadedListenerNodes(root), fieldPath(root, 'static_resources', 'clusters')])
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
