import type { Words } from '../../rules/message.ts';
import { called } from './details.ts';
import { workloadsOf } from '../../rules/run-rules.ts';
import { declaredPorts, servedPorts } from '../../workspace/app-ports.ts';
import {
  type BoundPort,
  linkedPorts,
  type EnvoyWorkload,
  isLoopback,
  loopbackEndpoints,
} from '../../workspace/envoy-workload.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { valueAt } from '../../yaml/syntax/yaml-path.ts';
import type { Offer } from './completion-item.ts';
import type { ValuePath } from './completion-place.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';

/** Ports that belong together: listener ↔ containerPort ↔ targetPort, cluster ↔ the app's port. */
export function ports(workspace: Workspace, file: SourceFile, place: ValuePath): Offer[] {
  const workloads = workloadsOf(workspace, file.uri);
  switch (place.path.at(-1)) {
    case 'port_value':
    case 'portValue':
      return workloads
        .filter(({ config }) => config?.source === place.source)
        .flatMap((workload) => (isEndpoint(place) ? appPorts(workload, place) : containerPorts(workload, place)));
    case 'containerPort':
      return workloads.flatMap((workload) =>
        place.around.includes(workload.envoyContainer.node) ? undeclaredFirst(workload) : calledPorts(workload, place),
      );
    case 'targetPort':
      return workloads
        .filter(({ services }) => services.some(({ manifest }) => manifest === place.manifest))
        .flatMap((workload) => [...reachablePorts(workload), ...portNames(workload)]);
    case 'port':
      return isProbe(place) ? workloads.flatMap((workload) => probePorts(workload, place)) : [];
    default:
      return [];
  }
}

const offer = (port: number | string, detail: Words): Offer => ({
  label: String(port),
  kind: typeof port === 'number' ? 'value' : 'reference',
  detail,
});

const isEndpoint = ({ path }: ValuePath): boolean =>
  path.includes('endpoint') || path.includes('lb_endpoints') || path.includes('lbEndpoints');

const isProbe = ({ path }: ValuePath): boolean => path.some((step) => typeof step === 'string' && /Probe$/.test(step));

/**
 * The port of a listener or the admin interface: the ports of the Envoy container, starting with those that the config
 * does not bind yet.
 */
function containerPorts({ envoyContainer, config }: EnvoyWorkload, place: ValuePath): Offer[] {
  const others = config ? linkedPorts(config).filter(({ at }) => at !== place.entry?.value) : [];
  const taken = new Set(others.map(({ port }) => port));
  const declared = declaredPorts([envoyContainer]);
  const free = declared.filter(({ port }) => !taken.has(port.value));
  const inUse = place.path[0] === 'admin' ? [] : declared.filter(({ port }) => taken.has(port.value));
  return [...free, ...inUse].map(({ port, name }) => offer(port.value, `containerPort ${name?.value ?? ''}`.trim()));
}

/** The containerPort of an app: the ports that the clusters target on loopback. */
function calledPorts({ config, otherContainers }: EnvoyWorkload, { around }: ValuePath): Offer[] {
  if (!config || !otherContainers.some(({ node }) => around.includes(node))) return [];
  const own = new Set(linkedPorts(config).map(({ port }) => port));
  return loopbackEndpoints(config.source.config)
    .filter(({ port }) => !own.has(port))
    .map(({ port, cluster }) => offer(port, called('cluster', cluster.name?.value)));
}

/** The port of a loopback endpoint: the ports of the other containers. */
function appPorts(workload: EnvoyWorkload, { around }: ValuePath): Offer[] {
  const address = envoyString(valueAt(around.at(-1), 'address'));
  if (address && !isLoopback(address.value)) return [];
  return workload.otherContainers.flatMap((container) =>
    servedPorts(workload, container).map((port) => offer(port, called('container', container.name?.value))),
  );
}

/** What the config binds. */
const envoyPorts = ({ config }: EnvoyWorkload): Offer[] => (config ? linkedPorts(config).map(boundOffer) : []);

const boundOffer = ({ port, role, name }: BoundPort): Offer =>
  offer(port, role === 'admin' ? 'admin' : called('listener', name));

/** The ports that the config binds. Ports that the container already declares come last. */
function undeclaredFirst(workload: EnvoyWorkload): Offer[] {
  const declared = new Set(declaredPorts([workload.envoyContainer]).map(({ port }) => String(port.value)));
  const offers = envoyPorts(workload);
  return [...offers.filter(({ label }) => !declared.has(label)), ...offers.filter(({ label }) => declared.has(label))];
}

/** What a Service reaches, which is nothing on a loopback address. */
const reachablePorts = ({ config }: EnvoyWorkload): Offer[] =>
  config
    ? linkedPorts(config)
        .filter(({ host }) => !isLoopback(host))
        .map(boundOffer)
    : [];

const portNames = ({ podSpec }: EnvoyWorkload): Offer[] =>
  podSpec.containers.flatMap((container) =>
    container.ports.flatMap(({ name, port }) =>
      name ? [offer(name.value, `${container.name?.value ?? 'container'} ${port?.value ?? ''}`.trim())] : [],
    ),
  );

/**
 * A probe connects to the address of the pod: Envoy's ports for the Envoy container, otherwise the ports of the
 * container.
 */
function probePorts(workload: EnvoyWorkload, { around }: ValuePath): Offer[] {
  if (around.includes(workload.envoyContainer.node)) return envoyPorts(workload);
  const container = workload.otherContainers.find(({ node }) => around.includes(node));
  return container
    ? servedPorts(workload, container).map((port) => offer(port, called('container', container.name?.value)))
    : [];
}
