import { type Message, message } from '../rules/message.ts';
import type { EnvoyCluster } from '../envoy/envoy-config.ts';
import { envoyName } from '../envoy/envoy-scalar.ts';
import type { EnvoySource } from '../workspace/envoy-source.ts';
import type { YamlScalar } from '../yaml/syntax/yaml-node.ts';
import { placeOf } from '../yaml/syntax/yaml-path.ts';
import type { Description } from './described.ts';

/** The cluster that a scalar refers to, with its endpoints. */
export function clusterOf({ config }: EnvoySource, scalar: YamlScalar): Description | undefined {
  // The names are known of earlier versions of the file. Their places are not.
  const name = envoyName(scalar);
  if (!name || !config.namedClusters().has(name.value)) return undefined;
  const { start } = placeOf(scalar);
  const reference = config.clusterReferences.find(({ name }) => placeOf(name.at).start === start);
  const cluster = reference && config.clusters.find(({ name }) => name?.value === reference.name.value);
  if (!cluster) return undefined;
  const type = cluster.type?.value ?? '';
  return { title: cluster.name?.value ?? '', type: `cluster ${type}`.trim(), sentences: [endpoints(cluster)] };
}

/** As many as one reads at a glance. */
const MOST = 5;

function endpoints(cluster: EnvoyCluster): Message {
  const places = cluster.endpoints.map(
    ({ address: { address, port } }) => `\`${address?.value ?? '?'}:${port?.value ?? '?'}\``,
  );
  if (places.length === 0) return message('The cluster has no endpoints in this file.');
  const list = places.slice(0, MOST).join(', ');
  return places.length > MOST
    ? message('Endpoints: {0} and {1} more.', list, places.length - MOST)
    : message('Endpoints: {0}.', list);
}
