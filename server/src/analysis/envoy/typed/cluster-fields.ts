import type { TypedPosition } from './typed-position.ts';

/** A field with the name of a static cluster, other than that of the cluster itself. */
export function namesClusterByType({ type, field }: TypedPosition): boolean {
  if (!field || type !== 'string' || notOfTheConfig.has(field.message)) return false;
  if (field.name === 'name') return field.message.endsWith('.WeightedCluster.ClusterWeight');
  return clusterFields.has(field.name);
}

const clusterFields = new Set([
  ...['cluster', 'clusters', 'cluster_name', 'cluster_names', 'collector_cluster', 'default_cluster'],
  ...['local_cluster_name', 'override_upstream_cluster', 'tcp_cluster_name', 'upstream_cluster'],
]);

/**
 * Fields with the same names that contain something else: a cluster of machines, or the name used by another system.
 */
const notOfTheConfig = new Set([
  'envoy.config.core.v3.Node',
  'envoy.config.endpoint.v3.ClusterStats',
  'envoy.extensions.clusters.dynamic_modules.v3.ClusterConfig',
]);
