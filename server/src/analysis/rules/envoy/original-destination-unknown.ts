import { clusterType } from '../../envoy/cluster-type.ts';
import { field, fieldEntry, fieldItems, fieldPath } from '../../envoy/envoy-field.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import { hasElision } from '../../envoy/has-elision.ts';
import { isWhole } from '../../workspace/envoy-source.ts';
import { someNode } from '../../yaml/incremental/memo.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { messageFindings } from '../findings/message-findings.ts';
import { rule } from '../rule.ts';

const code = 'envoy/original-destination-unknown';

export const envoyOriginalDestinationUnknown = rule({
  code,
  subject: 'envoy',
  severity: 'hint',
  summary: 'A cluster sends requests to their original destination, which is not known.',
  why: 'A cluster of type ORIGINAL_DST sends a request to the address that the client wanted to reach. Envoy knows it from the listener filter `envoy.filters.listener.original_dst`, or from a header with `original_dst_lb_config.use_http_header`. Without both, requests get 503 (run with Envoy 1.40). The rule is silent where another filter may set the address.',
  examples: [
    {
      before: `#- /envoy.yaml
static_resources:
  listeners:
    - name: out
      address: { socket_address: { address: 127.0.0.1, port_value: 15001 } }
      filter_chains:
        - filters:
            - name: tcp
              typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy, stat_prefix: a, cluster: original }
  clusters:
    - name: original
      type: ORIGINAL_DST
#     ^^^^ hint envoy/original-destination-unknown
      lb_policy: CLUSTER_PROVIDED
      connect_timeout: 1s
`,
    },
  ],
  visits: {
    'envoy.config.cluster.v3.Cluster'(node, report) {
      const type = fieldEntry(node, 'type');
      if (!type || clusterType({ node }) !== 'ORIGINAL_DST' || hasElision(node)) return;
      const options = field(node, 'original_dst_lb_config');
      if (['use_http_header', 'http_header_name', 'metadata_key'].some((name) => fieldEntry(options, name))) return;
      report(
        type,
        "The original destination is not known. Add listener filter '{0}', or set '{1}'.",
        'envoy.filters.listener.original_dst',
        'use_http_header',
      );
    },
  },
  check(subject, report) {
    const { file, source } = subject;
    const { config, memo, form } = source;
    const found = messageFindings(subject, code);
    if (found.length === 0 || form !== 'bootstrap' || !isWhole(file, source)) return;
    if (config.listeners.length === 0 || config.dynamic.listeners || hasElision(config.root, memo)) return;
    if (someNode(config.root, memo, 'original destinations', maySetDestination)) return;
    for (const { problem, at } of found) report({ at, message: problem.message });
  },
});

/** Listener filters other than inspectors, and whatever handles state of filters or connections inside of Envoy. */
const maySetDestination = (node: YamlNode): boolean =>
  fieldEntry(node, 'use_original_dst') !== undefined ||
  fieldEntry(node, 'internal_listener') !== undefined ||
  fieldItems(field(node, 'listener_filters')).some((filter) => !/(tls|http)_inspector/.test(typeOf(filter))) ||
  (node.kind === 'scalar' && /filter_?state|tunnel|\.lua\.|wasm|golang|dynamic_modules/i.test(node.text));

const typeOf = (filter: YamlNode): string =>
  envoyString(fieldPath(filter, 'typed_config', '@type'))?.value ?? envoyString(field(filter, 'name'))?.value ?? '';
