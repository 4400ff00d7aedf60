import { workloadsOf } from '../../rules/run-rules.ts';
import { declaredPorts, servedPorts } from '../../workspace/app-ports.ts';
import { boundPorts, type EnvoyWorkload, isLoopback } from '../../workspace/envoy-workload.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { valueAt } from '../../yaml/yaml-path.ts';
import type { CompletionPlace, Offer } from './completion-place.ts';

/** Ports that belong together: listener ↔ containerPort ↔ targetPort, cluster ↔ the app's port. */
export function ports(workspace: Workspace, file: SourceFile, place: CompletionPlace): Offer[] {
  const workloads = workloadsOf(workspace, file.uri);
  switch (place.path.at(-1)) {
    case 'port_value':
    case 'portValue':
      return workloads
        .filter(({ config }) => config?.source === place.source)
        .flatMap((workload) => (isEndpoint(place) ? appPorts(workload, place) : containerPorts(workload)));
    case 'containerPort':
      return workloads.filter((workload) => place.around.includes(workload.envoyContainer.node)).flatMap(envoyPorts);
    case 'targetPort':
      return workloads
        .filter(({ services }) => services.some(({ manifest }) => manifest === place.manifest))
        .flatMap((workload) => [...envoyPorts(workload), ...portNames(workload)]);
    case 'port':
      return isProbe(place) ? workloads.flatMap((workload) => probePorts(workload, place)) : [];
    default:
      return [];
  }
}

const offer = (port: number | string, detail: string): Offer => ({
  label: String(port),
  kind: typeof port === 'number' ? 'value' : 'reference',
  detail,
});

const isEndpoint = ({ path }: CompletionPlace): boolean =>
  path.includes('endpoint') || path.includes('lb_endpoints') || path.includes('lbEndpoints');

const isProbe = ({ path }: CompletionPlace): boolean =>
  path.some((step) => typeof step === 'string' && /Probe$/.test(step));

/** A listener's port: what the Envoy container declares. */
const containerPorts = ({ envoyContainer }: EnvoyWorkload): Offer[] =>
  declaredPorts([envoyContainer]).map(({ port, name }) =>
    offer(port.value, `containerPort ${name?.value ?? ''}`.trim()),
  );

/** An endpoint's port on loopback: what the other containers serve. */
function appPorts({ otherContainers }: EnvoyWorkload, { around }: CompletionPlace): Offer[] {
  const address = valueAt(around.at(-1), 'address');
  if (address?.kind === 'scalar' && !isLoopback(address.text)) return [];
  return otherContainers.flatMap((container) =>
    servedPorts(container).map((port) => offer(port, `container ${container.name?.value ?? ''}`.trim())),
  );
}

/** What the config binds; ports that are declared already come last. */
function envoyPorts({ config, envoyContainer }: EnvoyWorkload): Offer[] {
  if (!config) return [];
  const declared = new Set(declaredPorts([envoyContainer]).map(({ port }) => port.value));
  const offers = boundPorts(config.source.config).map(({ port, role, name }) => ({
    port,
    item: offer(port, role === 'admin' ? 'admin' : `listener ${name}`),
  }));
  return [...offers.filter(({ port }) => !declared.has(port)), ...offers.filter(({ port }) => declared.has(port))].map(
    ({ item }) => item,
  );
}

const portNames = ({ podSpec }: EnvoyWorkload): Offer[] =>
  podSpec.containers.flatMap((container) =>
    container.ports.flatMap(({ name, port }) =>
      name ? [offer(name.value, `${container.name?.value ?? 'container'} ${port?.value ?? ''}`.trim())] : [],
    ),
  );

/** A probe reaches the pod's own address: Envoy's ports for the Envoy container, else what the container serves. */
function probePorts(workload: EnvoyWorkload, { around }: CompletionPlace): Offer[] {
  if (around.includes(workload.envoyContainer.node)) return envoyPorts(workload);
  const container = workload.otherContainers.find(({ node }) => around.includes(node));
  return container
    ? servedPorts(container).map((port) => offer(port, `container ${container.name?.value ?? ''}`.trim()))
    : [];
}
