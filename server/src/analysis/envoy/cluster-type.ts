import type { EnvoyCluster } from './envoy-config.ts';
import { field, fieldEntry } from './envoy-field.ts';

const types = ['STATIC', 'STRICT_DNS', 'LOGICAL_DNS', 'EDS', 'ORIGINAL_DST'] as const;

export type ClusterType = (typeof types)[number];

/**
 * How a cluster finds its endpoints: STATIC where nothing is written; the loader takes enums in any case and by number
 * (semantics cases `enum-*`). Undefined for custom cluster types, placeholders and words that the API does not have.
 */
export function clusterType({ node }: Pick<EnvoyCluster, 'node'>): ClusterType | undefined {
  if (fieldEntry(node, 'cluster_type')) return undefined;
  const written = field(node, 'type');
  if (!written) return 'STATIC';
  if (written.kind !== 'scalar') return undefined;
  if (written.style === 'plain' && /^(null|~|)$/.test(written.text)) return 'STATIC';
  return types.find((type, number) => written.text.toUpperCase() === type || written.text === String(number));
}
