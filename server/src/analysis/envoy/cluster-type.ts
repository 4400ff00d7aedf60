import type { EnvoyCluster } from './envoy-config.ts';
import { enumField } from './enum-field.ts';
import { fieldEntry } from './envoy-field.ts';

/**
 * How a cluster finds its endpoints, as in `STRICT_DNS`. Undefined for custom cluster types, placeholders and words that the
 * API does not have.
 */
export const clusterType = ({ node }: Pick<EnvoyCluster, 'node'>): string | undefined =>
  fieldEntry(node, 'cluster_type') ? undefined : enumField(node, 'envoy.config.cluster.v3.Cluster', 'type');

/** The load balancing of a cluster, as in `ROUND_ROBIN`. */
export const lbPolicy = ({ node }: Pick<EnvoyCluster, 'node'>): string | undefined =>
  enumField(node, 'envoy.config.cluster.v3.Cluster', 'lb_policy');
