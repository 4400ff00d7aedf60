import { clusterType } from '../envoy/cluster-type.ts';
import type { ConfigLink, Upstream } from './envoy-workload.ts';
import { belongTogether, isPatchedIn, renames } from './kustomize-builds.ts';
import type { PlacedManifest } from './placed-manifest.ts';
import { isMeantBy, serviceHost } from './service-host.ts';
import type { WorkspaceIndex } from './workspace-index.ts';

/** The endpoints of a pod's config whose hosts are names of Services. */
export function upstreamsOf({ source }: ConfigLink, pod: PlacedManifest, index: WorkspaceIndex): readonly Upstream[] {
  if (index.services.length === 0) return [];
  return source.config.clusters.flatMap((cluster) =>
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
