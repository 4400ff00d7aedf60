import { clusterType } from '../envoy/cluster-type.ts';
import type { EnvoyCluster } from '../envoy/envoy-config.ts';
import { field } from '../envoy/envoy-field.ts';
import { lowerEndpoints } from '../envoy/lower-envoy-config.ts';
import type { YamlMap } from '../yaml/syntax/yaml-node.ts';
import { asMap } from '../yaml/syntax/yaml-path.ts';
import type { EnvoySource } from './envoy-source.ts';
import type { ConfigLink, Upstream } from './envoy-workload.ts';
import { belongTogether, isPatchedIn, renames } from './kustomize-builds.ts';
import type { PlacedManifest } from './placed-manifest.ts';
import { isMeantBy, serviceHost } from './service-host.ts';
import type { WorkspaceIndex } from './workspace-index.ts';

/** The endpoints of a pod's config whose hosts are names of Services. */
export function upstreamsOf({ source }: ConfigLink, pod: PlacedManifest, index: WorkspaceIndex): readonly Upstream[] {
  if (index.services.length === 0) return [];
  return clustersNamingServices(source, index).flatMap((cluster) =>
    cluster.endpoints.flatMap(({ address: { address, port } }): Upstream[] => {
      const name = address && port && serviceHost(address.value);
      const named = name
        ? index.servicesNamed(name.name).filter(({ manifest }) => isMeantBy(name, manifest, pod.manifest))
        : [];
      if (!port || named.length === 0 || !isDns(clusterType(cluster))) return [];
      if (!named.every((service) => isAsWritten(service, index))) return [];
      const services = named.map((service) => ({ ...service, pods: podsBehind(service, index) }));
      const certain = services.every(({ file }) => belongTogether(pod.file.uri, file.uri, index));
      return [{ cluster, port, services, certain }];
    }),
  );
}

/** The clusters with a host that is the name of a Service. Most have none, and what their hosts are is known of earlier versions. */
function clustersNamingServices({ config, memo }: EnvoySource, index: WorkspaceIndex): readonly EnvoyCluster[] {
  const known = memo.table<readonly string[]>('Services that hosts of a cluster may name');
  const namesIn = (cluster: YamlMap): readonly string[] => {
    const origin = memo.origins.get(cluster);
    const names = (origin && known.get(origin)) ?? servicesNamedIn(cluster);
    if (origin) known.set(origin, names);
    return names;
  };
  return config
    .clusterNodes()
    .flatMap((node, i) =>
      namesIn(node).some((name) => index.servicesNamed(name).length > 0) ? (config.clusters[i] ?? []) : [],
    );
}

const servicesNamedIn = (cluster: YamlMap): readonly string[] =>
  lowerEndpoints(asMap(field(cluster, 'load_assignment'))).flatMap(
    ({ address: { address } }) => (address && serviceHost(address.value)?.name) ?? [],
  );

/** Neither patched nor renamed by a kustomization. */
const isAsWritten = ({ file, manifest }: PlacedManifest, index: WorkspaceIndex): boolean =>
  file.yaml.errors.length === 0 &&
  !index.patchFiles.has(file.uri) &&
  index.patchesOf(manifest).length === 0 &&
  index.buildsOf(file.uri).every((build) => !isPatchedIn(build, file.uri) && !renames(build));

const podsBehind = ({ manifest }: PlacedManifest, index: WorkspaceIndex): readonly PlacedManifest[] =>
  manifest.service?.headless ? index.selections.podsOf(manifest) : [];

/** Whether a cluster of a type looks up the hosts of its endpoints. */
export const isDns = (type: string | undefined): boolean => type === 'STRICT_DNS' || type === 'LOGICAL_DNS';
