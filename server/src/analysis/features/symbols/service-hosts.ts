import { clusterType } from '../../envoy/cluster-type.ts';
import type { Manifest } from '../../kubernetes/manifest.ts';
import { renames } from '../../workspace/kustomize-builds.ts';
import type { PlacedManifest } from '../../workspace/placed-manifest.ts';
import { isMeantBy, type ServiceHost, serviceHost } from '../../workspace/service-host.ts';
import { isDns } from '../../workspace/upstreams.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { podsReading } from './config-readers.ts';
import type { Mention } from './named-symbol.ts';
import { containersOf } from './port-names.ts';

/** The name of a Service in a host, with what looks up the host. */
export interface HostMention extends Mention {
  readonly host: ServiceHost;
  readonly from: readonly Manifest[];
}

/** Where hosts begin with a name: in the endpoints of Envoy's clusters, and in URLs in the variables of containers. */
export const hostsNaming = (workspace: Workspace, name: string): readonly HostMention[] => [
  ...[...workspace.files.values()].flatMap((file) =>
    file.text.includes(name)
      ? file.envoySources.flatMap((source) => inEndpoints(workspace, { file, source }, name))
      : [],
  ),
  ...workspace.index.pods.flatMap((pod) => (pod.file.text.includes(name) ? inVariables(pod, name) : [])),
];

/**
 * Whether a host means a Service. A host without a namespace means one in the namespace of the pod. Hosts do not change with the
 * names that a kustomization changes.
 */
export const meansService = ({ index }: Workspace, { host, from }: HostMention, { file, manifest }: PlacedManifest) =>
  !index.buildsOf(file.uri).some(renames) &&
  (from.length > 0 ? from : [manifest]).some((one) => isMeantBy(host, manifest, one));

function inEndpoints(
  workspace: Workspace,
  placed: Parameters<typeof podsReading>[1],
  name: string,
): readonly HostMention[] {
  const { clusters } = placed.source.config;
  const found = clusters.flatMap((cluster) =>
    cluster.endpoints.flatMap(({ address: { address } }) => {
      const host = address && serviceHost(address.value);
      return address && host?.name === name && isDns(clusterType(cluster)) ? [{ at: address.at, host }] : [];
    }),
  );
  if (found.length === 0) return [];
  const from = podsReading(workspace, placed).map(({ manifest }) => manifest);
  return found.map((one) => ({ ...placed, ...one, from, defines: false, part: { start: 0, end: name.length } }));
}

/** The host of a URL as in `http://web.shop:8080/path`. */
const hostOfUrl = /(?<=^[a-z][a-z0-9+.-]*:\/\/)[a-z0-9.-]+(?=$|[:/?#])/;

const inVariables = ({ file, manifest }: PlacedManifest, name: string): readonly HostMention[] =>
  (manifest.podSpec ? containersOf(manifest.podSpec) : []).flatMap(({ env }) =>
    env.flatMap(({ value: at }) => {
      const [written, start = 0] = at?.text.includes(name) ? urlHost(at.text) : [];
      const host = written === undefined ? undefined : serviceHost(written);
      if (!at || host?.name !== name) return [];
      return [{ file, at, host, from: [manifest], defines: false, part: { start, end: start + name.length } }];
    }),
  );

function urlHost(text: string): readonly [string, number] | readonly [] {
  const match = hostOfUrl.exec(text);
  return match ? [match[0], match.index] : [];
}
