import { field } from '../../envoy/envoy-field.ts';
import type { ClusterReference, EnvoyCluster, EnvoyListener } from '../../envoy/envoy-config.ts';
import { someNode } from '../../yaml/incremental/memo.ts';
import { replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import { servedPorts } from '../../workspace/app-ports.ts';
import { type BoundPort, isAnyAddress, isLoopback, loopbackEndpoints } from '../../workspace/envoy-workload.ts';
import type { EnvoySource } from '../../workspace/envoy-source.ts';
import type { Located } from '../../yaml/syntax/yaml-node.ts';
import { type PlacedPort, placedPorts } from '../findings/listener-parts.ts';
import { message } from '../message.ts';
import { type ConfigSubject, editsIn, type Fix, placeIn, rule } from '../rule.ts';

export const listenerLoop = rule({
  code: 'workload/listener-loop',
  subject: 'envoy',
  severity: 'warning',
  summary: 'A listener sends requests to a cluster whose endpoint is the same listener.',
  why: 'Each request returns to the listener until no connections are left or a timeout ends it. The rule is silent if the route rewrites the request, because it may then match another route.',
  examples: [
    {
      before: `#- /pod.yaml stock:sidecar-pod
#- /envoy-config.yaml stock:sidecar-config
#~ 8080 => 9092
#? warning workload/listener-loop at "9092"#2: Cluster 'app' sends requests back to listener 'ingress' on port 9092. This causes a loop.
`,
      after: `#- /pod.yaml stock:sidecar-pod
#- /envoy-config.yaml stock:sidecar-config
`,
    },
  ],
  check(subject, report) {
    const { file, source } = subject;
    const listeners = placedPorts(subject).filter(({ role }) => role === 'listener');
    for (const { cluster, endpoint } of loopbackEndpoints({ clusters: clustersOnLoopback(source) })) {
      const { port, address } = endpoint.address;
      const loop = listeners.find(
        (bound) =>
          bound.port === port?.value &&
          bound.protocol === endpoint.address.protocol &&
          mayReach(address?.value ?? '', bound) &&
          leadsTo(bound, cluster.name?.value),
      );
      if (!port || !loop) continue;
      const name = cluster.name?.value ?? '';
      report({
        at: placeIn(file, port.at),
        message: message(
          "Cluster '{0}' sends requests back to listener '{2}' on port {1}. This causes a loop.",
          name,
          port.value,
          loop.name,
        ),
        related: [{ at: placeIn(loop.file, loop.at), message: message("Listener '{0}' is on this port.", loop.name) }],
        fixes: () => retargets(subject, name, port),
      });
    }
  },
});

/** Those that contain a loopback address, computed once for each text, because there may be hundreds. */
const clustersOnLoopback = ({ config, memo }: EnvoySource): readonly EnvoyCluster[] =>
  config.clusters.filter(({ node }) =>
    someNode(node, memo, 'loopback addresses', (below) => below.kind === 'scalar' && isLoopback(below.text)),
  );

/** Different loopback addresses do not conflict, and a socket on another address is not reached by loopback. */
const mayReach = (endpoint: string, { host }: BoundPort): boolean => isAnyAddress(host) || host === endpoint;

const leadsTo = ({ source, listener }: PlacedPort, cluster: string | undefined): boolean =>
  source.config.clusterReferences.some(
    (reference) =>
      listener &&
      reference.name.value === cluster &&
      ['route', 'weighted', 'tcp_proxy'].includes(reference.kind) &&
      reference.listener === listener &&
      !isRewritten(listener, reference),
  );

/** A rewritten request may match another route when it returns. */
function isRewritten(listener: EnvoyListener, { name }: ClusterReference): boolean {
  const routes = listener.filterChains
    .flatMap(({ filters }) => filters)
    .flatMap(({ routeConfig }) => routeConfig?.virtualHosts ?? [])
    .flatMap((host) => host.routes);
  const route = routes.find(({ clusters }) => clusters.some(({ at }) => at === name.at));
  const action = field(route?.node, 'route');
  return action?.kind === 'map' && action.entries.some(({ key }) => /rewrite/i.test(key.text));
}

/** To the ports of the pod's apps, as far as manifests show them. */
function retargets(subject: ConfigSubject, name: string, port: Located<number>) {
  const { file, source, workloads } = subject;
  const bound = new Set(placedPorts(subject).map((one) => one.port));
  const targeted = new Set(loopbackEndpoints(source.config).map((one) => one.port));
  const all = workloads.map((one) => one.otherContainers.flatMap((container) => servedPorts(one, container)));
  const served = [...new Set(all.flat())].filter((one) => !bound.has(one));
  return served.map(
    (to): Fix => ({
      title: message("Change port of cluster '{0}' to {1}", name, to),
      // What another cluster targets is not missing, and each pod that reads the config must serve it.
      preferred: served.length === 1 && !targeted.has(to) && all.every((ports) => ports.includes(to)),
      safe: false,
      edits: [editsIn(file, replaceScalar(file.text, port.at, to))],
    }),
  );
}
