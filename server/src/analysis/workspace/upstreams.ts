import { clusterType } from '../envoy/cluster-type.ts';
import type { Manifest } from '../kubernetes/manifest.ts';
import type { ConfigLink, Upstream } from './envoy-workload.ts';
import { belongTogether, isPatchedIn, renames } from './kustomize-builds.ts';
import type { PlacedManifest } from './placed-manifest.ts';
import { mayShareNamespace } from './selection.ts';
import type { WorkspaceIndex } from './workspace-index.ts';

/** The endpoints of a pod's config whose hosts are names of Services. */
export function upstreamsOf({ source }: ConfigLink, pod: PlacedManifest, index: WorkspaceIndex): readonly Upstream[] {
  if (index.services.length === 0) return [];
  return source.config.clusters.flatMap((cluster) =>
    cluster.endpoints.flatMap(({ address: { address, port } }): Upstream[] => {
      const name = address && port && serviceName(address.value);
      const named = name ? index.servicesNamed(name.name).filter(({ manifest }) => isMeant(manifest, name, pod)) : [];
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

const isDns = (type: string | undefined): boolean => type === 'STRICT_DNS' || type === 'LOGICAL_DNS';

interface ServiceName {
  readonly name: string;
  readonly namespace?: string | undefined;
  /** Nothing but a Service has such a name. */
  readonly certain: boolean;
}

/** The name of a Service in a host: `web`, `web.shop`, `web.shop.svc` or `web.shop.svc.cluster.local`. */
function serviceName(host: string): ServiceName | undefined {
  const match = /^([a-z0-9-]+)(?:\.([a-z0-9-]+)(\.svc(?:\.cluster\.local\.?)?)?)?$/.exec(host);
  return match ? { name: match[1] ?? '', namespace: match[2], certain: match[3] !== undefined } : undefined;
}

/** Where the manifest of a Service has no namespace, it is in the one that is meant if nothing else has such a name. */
function isMeant(service: Manifest, { namespace, certain }: ServiceName, pod: PlacedManifest): boolean {
  if (namespace === undefined) return mayShareNamespace(service, pod.manifest);
  const own = service.namespace?.value ?? (certain ? namespace : 'default');
  return own === namespace;
}
