import { touches } from '../../text/text-range.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { valueAt } from '../../yaml/yaml-path.ts';
import type { CompletionPlace, Offer } from './completion-place.ts';

/**
 * Cluster names where a route or filter names one, and as the name of a load assignment. First the load assignment's own
 * cluster, then clusters that nothing refers to yet: one of them is what a new route is written for.
 */
export function clusterNames(_: Workspace, __: SourceFile, place: CompletionPlace): Offer[] {
  const { source } = place;
  if (!source || !namesCluster(place)) return [];
  const own = place.path.some((key) => key === 'load_assignment' || key === 'loadAssignment')
    ? ownName(place)
    : undefined;
  const elsewhere = source.config.clusterReferences.filter(({ name }) => !touches(name.at.range, place.range.start));
  const used = new Set(elsewhere.map(({ name }) => name.value));
  const rank = (name: string): number => (name === own ? 0 : used.has(name) ? 2 : 1);
  return source.config.clusters
    .flatMap(({ name, type }) =>
      name ? [{ label: name.value, kind: 'reference' as const, detail: `cluster ${type?.value ?? ''}`.trim() }] : [],
    )
    .sort((one, other) => rank(one.label) - rank(other.label));
}

/** A value under `cluster`, `cluster_name`, or the `name` of a weighted cluster. */
function namesCluster({ path }: CompletionPlace): boolean {
  const key = path.at(-1);
  if (key === 'cluster' || key === 'cluster_name' || key === 'clusterName') return !path.includes('node');
  return key === 'name' && (path.includes('weighted_clusters') || path.includes('weightedClusters'));
}

/** The name of the cluster around a load assignment. */
function ownName({ around }: CompletionPlace): string | undefined {
  const cluster = around.find((node) => valueAt(node, 'load_assignment', 'loadAssignment'));
  const name = valueAt(cluster, 'name');
  return name?.kind === 'scalar' ? name.text : undefined;
}
