import { clusterType } from '../../envoy/cluster-type.ts';
import type { EnvoyCluster } from '../../envoy/envoy-config.ts';
import { field, fieldEntry, fieldItems } from '../../envoy/envoy-field.ts';
import { replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import type { YamlScalar } from '../../yaml/syntax/yaml-node.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, placeIn, rule, type PlacedSource } from '../rule.ts';
import { typoHidesField } from '../findings/typo-shadowing.ts';

export const logicalDnsEndpoints = rule({
  code: 'envoy/logical-dns-endpoints',
  subject: 'envoy',
  severity: 'error',
  needsWhole: true,
  summary: 'A LOGICAL_DNS cluster does not have exactly one endpoint.',
  why: 'A LOGICAL_DNS cluster connects to one host name at a time and requires a single locality with a single endpoint. STRICT_DNS supports any number.',
  examples: [
    {
      before: `#- /envoy.yaml
static_resources:
  clusters:
    - name: app
      type: LOGICAL_DNS
      load_assignment:
        cluster_name: app
        endpoints:
          - lb_endpoints:
              - endpoint: { address: { socket_address: { address: a.example.com, port_value: 80 } } }
              - endpoint: { address: { socket_address: { address: b.example.com, port_value: 80 } } }
#               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error envoy/logical-dns-endpoints
`,
      after: `#- /envoy.yaml
static_resources:
  clusters:
    - name: app
      type: STRICT_DNS
      load_assignment:
        cluster_name: app
        endpoints:
          - lb_endpoints:
              - endpoint: { address: { socket_address: { address: a.example.com, port_value: 80 } } }
              - endpoint: { address: { socket_address: { address: b.example.com, port_value: 80 } } }
`,
    },
  ],
  check(subject, report) {
    const { file, source } = subject;
    for (const cluster of source.config.clusters) {
      const type = field(cluster.node, 'type');
      if (clusterType(cluster) !== 'LOGICAL_DNS' || type?.kind !== 'scalar') continue;
      // The v2 rule covers these.
      if (fieldEntry(cluster.node, 'hosts')) continue;
      const localities = fieldItems(field(cluster.loadAssignment, 'endpoints'));
      const endpoints = localities.flatMap((locality) => fieldItems(field(locality, 'lb_endpoints')));
      const extra = endpoints[1] ?? localities[1];
      const at = extra ?? (endpoints.length === 0 ? type : undefined);
      if (!at || (!extra && typoHidesField(subject, cluster.node, 'load_assignment', 'endpoints', 'lb_endpoints')))
        continue;
      report({
        at: placeIn(file, at),
        message: extra
          ? message('A LOGICAL_DNS cluster must have a single endpoint in a single locality.')
          : message('A LOGICAL_DNS cluster requires an endpoint.'),
        fixes: () => (extra ? fixes({ file, source }, cluster, type) : []),
      });
    }
  },
});

/** STRICT_DNS supports any number of endpoints, but only socket addresses (no pipes). */
const fixes = ({ file }: PlacedSource, { endpoints, loadAssignment }: EnvoyCluster, type: YamlScalar): Fix[] => {
  const localities = fieldItems(field(loadAssignment, 'endpoints'));
  const all = localities.flatMap((locality) => fieldItems(field(locality, 'lb_endpoints')));
  if (endpoints.length < all.length) return [];
  return [
    {
      title: message("Change the type to '{0}'", 'STRICT_DNS'),
      preferred: true,
      safe: false,
      edits: [editsIn(file, replaceScalar(file.text, type, 'STRICT_DNS'))],
    },
  ];
};
