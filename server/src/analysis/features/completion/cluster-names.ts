import { called, noSuch } from './details.ts';
import type { TypedPosition } from '../../envoy/typed/typed-position.ts';
import { touches } from '../../text/text-range.ts';
import type { EnvoySource } from '../../workspace/envoy-source.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { valueAt, type YamlStep } from '../../yaml/syntax/yaml-path.ts';
import type { Offer } from './completion-item.ts';
import type { CompletionPlace } from './completion-place.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';

/** If the types are not known: cluster names for the keys that usually contain one. */
export function clusterNames(_: Workspace, __: SourceFile, place: CompletionPlace): Offer[] {
  const { source } = place;
  if (!source || !namesCluster(place)) return [];
  const ofAssignment = place.path.some((key) => key === 'load_assignment' || key === 'loadAssignment');
  return clusterOffers(source, place.range.start, ofAssignment ? ownName(place.around) : undefined);
}

/**
 * The static clusters. The cluster around a load assignment comes first, then unused clusters, because a new route is
 * usually written for one of them.
 * @param at the offset of the name that is being written
 */
export function clusterOffers({ config }: EnvoySource, at: number, own: string | undefined): Offer[] {
  const elsewhere = config.clusterReferences.filter(({ name }) => !touches(name.at.range, at));
  const used = new Set(elsewhere.map(({ name }) => name.value));
  const rank = (name: string): number => (name === own ? 0 : used.has(name) ? 2 : 1);
  return config.clusters
    .flatMap(({ name, type }) =>
      name ? [{ label: name.value, kind: 'reference' as const, detail: called('cluster', type?.value) }] : [],
    )
    .sort((one, other) => rank(one.label) - rank(other.label));
}

/** For the name of a cluster: the names that the config refers to although no cluster has them. */
export function missingClusters({ config }: EnvoySource, at: number): Offer[] {
  const others = config.clusters.flatMap(({ name }) => (name && !touches(name.at.range, at) ? [name.value] : []));
  const missing = new Set(config.clusterReferences.map(({ name }) => name.value).filter((name) => name !== ''));
  return [...missing]
    .filter((name) => !others.includes(name))
    .map((label) => ({ label, kind: 'reference', detail: noSuch('cluster') }));
}

/** The name of the cluster around a load assignment, for its `cluster_name`. */
export const ownClusterName = ({ field }: TypedPosition, steps: readonly YamlStep[]): string | undefined =>
  field?.message === 'envoy.config.endpoint.v3.ClusterLoadAssignment'
    ? ownName(steps.map(({ node }) => node))
    : undefined;

function ownName(around: readonly YamlNode[]): string | undefined {
  const cluster = around.find((node) => valueAt(node, 'load_assignment', 'loadAssignment'));
  return envoyString(valueAt(cluster, 'name'))?.value;
}

/** A value of `cluster`, `cluster_name`, or the `name` of a weighted cluster. */
function namesCluster({ path }: CompletionPlace): boolean {
  const key = path.at(-1);
  if (key === 'cluster' || key === 'cluster_name' || key === 'clusterName') return !path.includes('node');
  return key === 'name' && (path.includes('weighted_clusters') || path.includes('weightedClusters'));
}
