import { clusterType } from '../../envoy/cluster-type.ts';
import { grpcAddress } from '../../envoy/grpc-targets.ts';
import { routeConfigsOf } from '../../envoy/route-configs.ts';
import type { Manifest } from '../../kubernetes/manifest.ts';
import type { PlacedSource } from '../../rules/rule.ts';
import { renames } from '../../workspace/kustomize-builds.ts';
import type { PlacedManifest } from '../../workspace/placed-manifest.ts';
import { isMeantBy, type ServiceHost, serviceHost } from '../../workspace/service-host.ts';
import { isDns } from '../../workspace/upstreams.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { YamlScalar } from '../../yaml/syntax/yaml-node.ts';
import { podsReading } from './config-readers.ts';
import type { Mention } from './named-symbol.ts';
import { containersOf } from './port-names.ts';

/** The name of a Service in a host, with what looks up the host. */
export interface HostMention extends Mention {
  readonly host: ServiceHost;
  readonly from: readonly Manifest[];
}

/**
 * Where hosts begin with a name: in the endpoints of Envoy's clusters, the targets of `google_grpc`, the domains of virtual hosts, and
 * in URLs in the variables of containers.
 */
export const hostsNaming = (workspace: Workspace, name: string): readonly HostMention[] => [
  ...[...workspace.files.values()].flatMap((file) =>
    file.text.includes(name) ? file.envoySources.flatMap((source) => inConfig(workspace, { file, source }, name)) : [],
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

function inConfig(workspace: Workspace, placed: PlacedSource, name: string): readonly HostMention[] {
  const found = [...hostsOfEndpoints(placed), ...hostsOfTargets(placed), ...hostsOfDomains(placed)].filter(
    ({ host }) => host.name === name,
  );
  if (found.length === 0) return [];
  const from = podsReading(workspace, placed).map(({ manifest }) => manifest);
  return found.map(({ at, host, start }) => ({
    ...placed,
    at,
    host,
    from,
    defines: false,
    part: { start, end: start + name.length },
  }));
}

/** A host at an offset of a scalar's text. */
interface WrittenHost {
  readonly at: YamlScalar;
  readonly host: ServiceHost;
  readonly start: number;
}

const hostsOfEndpoints = ({ source }: PlacedSource): readonly WrittenHost[] =>
  source.config.clusters.flatMap((cluster) =>
    cluster.endpoints.flatMap(({ address: { address } }) =>
      address && isDns(clusterType(cluster)) ? hostIn(address.at, address.value, 0) : [],
    ),
  );

const hostsOfTargets = ({ source }: PlacedSource): readonly WrittenHost[] =>
  source.grpcTargets().flatMap(({ at, value }) => {
    const address = grpcAddress(value);
    return address ? hostIn(at, address.host, address.start) : [];
  });

/** A domain is what clients write. Without `svc` in it, it may be the name of something else. */
const hostsOfDomains = ({ source }: PlacedSource): readonly WrittenHost[] =>
  routeConfigsOf(source.config).flatMap(({ virtualHosts }) =>
    virtualHosts.flatMap(({ domains }) =>
      domains.flatMap(({ at, value }) =>
        hostIn(at, value.replace(/:(\d+|\*)$/, ''), 0).filter(({ host }) => host.certain),
      ),
    ),
  );

function hostIn(at: YamlScalar, written: string, start: number): readonly WrittenHost[] {
  const host = serviceHost(written);
  return host ? [{ at, host, start }] : [];
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
