import { clusterType } from '../../envoy/cluster-type.ts';
import type { EnvoyCluster } from '../../envoy/envoy-config.ts';
import { field, fieldEntry, fieldItems } from '../../envoy/envoy-field.ts';
import { insertEntry } from '../../yaml/edit/yaml-edit.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, placeIn, partRule, type PlacedSource } from '../rule.ts';

export const dnsClusterWithoutEndpoints = partRule({
  code: 'envoy/dns-cluster-without-endpoints',
  subject: 'cluster',
  severity: 'warning',
  needsWhole: true,
  summary: 'A STRICT_DNS cluster has no endpoints.',
  why: 'Envoy accepts the cluster, but has nothing to resolve and answers every request to it with 503 ("no healthy upstream"). The host name to resolve is the address of an endpoint in `load_assignment`, not the name of the cluster.',
  examples: [
    {
      before: `#- /envoy.yaml
static_resources:
  clusters:
    - name: app
      type: STRICT_DNS
#           ^^^^^^^^^^ warning envoy/dns-cluster-without-endpoints
      connect_timeout: 1s
`,
    },
  ],
  check({ file, cluster }, report) {
    const type = field(cluster.node, 'type');
    if (clusterType(cluster) !== 'STRICT_DNS' || type?.kind !== 'scalar' || hasEndpoints(cluster)) return;
    report({
      at: placeIn(file, type),
      message: message('This cluster has no endpoints to resolve. Requests to it get a 503.'),
      fixes: (config) => fixes(config, cluster),
    });
  },
});

/** `hosts` belongs to the v2 API, which has its own rule. */
const hasEndpoints = ({ node, loadAssignment }: EnvoyCluster): boolean =>
  fieldEntry(node, 'hosts') !== undefined ||
  fieldItems(field(loadAssignment, 'endpoints')).some(
    (locality) => locality.kind !== 'map' || !!field(locality, 'lb_endpoints') || locality.aliasRange !== undefined,
  );

function fixes({ file, source }: PlacedSource, { node, name, loadAssignment }: EnvoyCluster): Fix[] {
  if (!name || !source.editable) return [];
  const address = { socket_address: { address: name.value, port_value: 8080 } };
  const endpoints = [{ lb_endpoints: [{ endpoint: { address } }] }];
  const edit = fieldEntry(loadAssignment, 'endpoints')
    ? undefined
    : loadAssignment
      ? insertEntry(file.text, loadAssignment, 'endpoints', endpoints)
      : fieldEntry(node, 'load_assignment')
        ? undefined
        : insertEntry(file.text, node, 'load_assignment', { cluster_name: name.value, endpoints });
  return edit ? [{ title: message('Add an endpoint'), safe: false, edits: [editsIn(file, edit)] }] : [];
}
