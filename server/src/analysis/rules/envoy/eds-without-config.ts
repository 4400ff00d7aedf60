import { clusterType } from '../../envoy/cluster-type.ts';
import { field, fieldEntry } from '../../envoy/envoy-field.ts';
import type { EnvoyCluster } from '../../envoy/envoy-config.ts';
import type { TextEdit } from '../../text/text-range.ts';
import { insertEntry, replaceScalar, replaceValue } from '../../yaml/edit/yaml-edit.ts';
import type { YamlScalar } from '../../yaml/syntax/yaml-node.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, placeIn, partRule, type PlacedSource } from '../rule.ts';

export const edsWithoutConfig = partRule({
  code: 'envoy/eds-without-config',
  subject: 'cluster',
  severity: 'error',
  needsWhole: true,
  summary: 'A cluster of type EDS does not specify the source of its endpoints.',
  why: 'Envoy reports "cannot create an EDS cluster without an EDS config". Endpoints that are listed in `load_assignment` belong to a STRICT_DNS or STATIC cluster.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ type: STATIC => type: EDS
#? error envoy/eds-without-config at "EDS"
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
#~ type: STATIC => type: STRICT_DNS
`,
    },
  ],
  check({ file, cluster }, report) {
    const type = field(cluster.node, 'type');
    if (clusterType(cluster) !== 'EDS' || type?.kind !== 'scalar' || field(cluster.node, 'eds_cluster_config')) return;
    report({
      at: placeIn(file, type),
      message: message("A cluster of type EDS requires '{0}'.", 'eds_cluster_config'),
      fixes: (config) => fixes(config, cluster, type),
    });
  },
});

/**
 * If there are endpoints, the cluster is meant to use them. Otherwise they come from the management server or are still
 * missing.
 */
function fixes({ file, source }: PlacedSource, cluster: EnvoyCluster, type: YamlScalar): Fix[] {
  const toDns = replaceScalar(file.text, type, 'STRICT_DNS');
  if (cluster.endpoints.length > 0)
    return [
      {
        title: message("Change the type to '{0}'", 'STRICT_DNS'),
        preferred: true,
        safe: false,
        edits: [editsIn(file, toDns)],
      },
    ];
  if (!source.editable) return [];
  return [...fromAds({ file, source }, cluster), ...withEndpoint({ file }, cluster, toDns)];
}

function fromAds({ file, source }: PlacedSource, { node }: EnvoyCluster): Fix[] {
  const server = fieldEntry(field(source.config.root, 'dynamic_resources'), 'ads_config');
  const entry = fieldEntry(node, 'eds_cluster_config');
  if (!server) return [];
  const config = { eds_config: { ads: {}, resource_api_version: 'V3' } };
  const edit = entry
    ? replaceValue(file.text, node, entry, config)
    : insertEntry(file.text, node, 'eds_cluster_config', config);
  return [
    {
      title: message('Get the endpoints from the management server (ADS)'),
      safe: false,
      edits: [editsIn(file, edit)],
    },
  ];
}

function withEndpoint({ file }: Pick<PlacedSource, 'file'>, { node, name }: EnvoyCluster, toDns: TextEdit): Fix[] {
  if (!name || fieldEntry(node, 'load_assignment') || fieldEntry(node, 'eds_cluster_config')) return [];
  const address = { socket_address: { address: name.value, port_value: 8080 } };
  const assignment = { cluster_name: name.value, endpoints: [{ lb_endpoints: [{ endpoint: { address } }] }] };
  const edits = [toDns, insertEntry(file.text, node, 'load_assignment', assignment)];
  return [
    {
      title: message("Change the type to '{0}' and add an endpoint", 'STRICT_DNS'),
      safe: false,
      edits: [editsIn(file, ...edits)],
    },
  ];
}
