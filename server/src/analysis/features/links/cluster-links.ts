import type { EnvoyCluster, EnvoyEndpoint } from '../../envoy/envoy-config.ts';
import { message } from '../../rules/message.ts';
import { placeIn } from '../../rules/rule.ts';
import { declaredPorts, mayServeAnything, mentionsPort, servedPorts, strayPort } from '../../workspace/app-ports.ts';
import {
  type ConfigLink,
  type EnvoyWorkload,
  isLoopback,
  linkedPorts,
  siblingPorts,
} from '../../workspace/envoy-workload.ts';
import { type LinkNote, note } from './link-note.ts';

/** The static clusters of a config, each with what serves its endpoints. */
export const clusterLinks = (workload: EnvoyWorkload, config: ConfigLink): LinkNote[] =>
  config.source.config.clusters.map((cluster) =>
    note(
      message("Cluster '{0}'.", cluster.name?.value ?? ''),
      placeIn(config.file, cluster.name?.at ?? cluster.node),
      endpointLinks(workload, config, cluster),
    ),
  );

/** The endpoints of a cluster, each with what serves it. */
export function endpointLinks(workload: EnvoyWorkload, config: ConfigLink, cluster: EnvoyCluster): LinkNote[] {
  const found = cluster.endpoints.map((endpoint) => endpointNote(workload, config, cluster, endpoint));
  return found.length > 0 ? found : [note(message('Its endpoints are not in the config.'))];
}

function endpointNote(
  workload: EnvoyWorkload,
  config: ConfigLink,
  cluster: EnvoyCluster,
  { node, address: { address, port } }: EnvoyEndpoint,
): LinkNote {
  const at = placeIn(config.file, port?.at ?? address?.at ?? node);
  if (!address || !port) return note(message('Not linked: the address of the endpoint is not a host with a port.'), at);
  const below = isLoopback(address.value)
    ? servers(workload, config, port.value)
    : upstreamNotes(workload, cluster, port.at, address.value);
  return note(message('Endpoint {0}:{1}.', address.value, port.value), at, below);
}

/** What serves a port of the pod. */
function servers(workload: EnvoyWorkload, config: ConfigLink, port: number): LinkNote[] {
  const { file, otherContainers } = workload;
  const declared = declaredPorts(otherContainers).filter((one) => one.port.value === port);
  const bound = [...linkedPorts(config), ...siblingPorts(workload)].filter((one) => one.port === port);
  const others = otherContainers.filter((container) => !declared.some((one) => one.container === container));
  const notes = [
    ...declared.map(({ container, port: { at } }) =>
      note(message("containerPort {0} of container '{1}'.", port, container.name?.value ?? ''), placeIn(file, at)),
    ),
    ...bound.map(({ role, name }) =>
      note(role === 'admin' ? message('The admin interface.') : message("Listener '{0}'.", name)),
    ),
    ...others.flatMap((container) => {
      const name = container.name?.value ?? '';
      const at = placeIn(file, container.name?.at ?? container.node);
      if (servedPorts(workload, container).includes(port))
        return [note(message("The image of container '{0}' serves this port.", name), at)];
      return mentionsPort(workload, container, port)
        ? [note(message("Container '{0}' mentions this port.", name), at)]
        : [];
    }),
  ];
  if (notes.length > 0) return notes;
  const isStray = !otherContainers.some((container) => mayServeAnything(workload, container));
  return [
    isStray && strayPort(workload)?.(port)
      ? note(message('No container of the pod is known to serve this port.'))
      : note(message('Not linked: the files do not show everything that may serve this port.')),
  ];
}

function upstreamNotes({ upstreams }: EnvoyWorkload, cluster: EnvoyCluster, port: object, host: string): LinkNote[] {
  const found = upstreams.filter((upstream) => upstream.cluster === cluster && upstream.port.at === port);
  if (found.length === 0) return [note(message("Not linked: '{0}' is not a Service of the workspace.", host))];
  return found.flatMap(({ services, certain }) =>
    services.map(({ file, manifest: { name, root } }) =>
      note(
        certain
          ? message("Service '{0}'.", name?.value ?? '')
          : message("Service '{0}', which may be part of another deployment.", name?.value ?? ''),
        placeIn(file, name?.at ?? root),
      ),
    ),
  );
}
