import {
  type BoundPort,
  boundPorts,
  type EnvoyWorkload,
  isLoopback,
  loopbackEndpoints,
  siblingPorts,
} from '../../workspace/envoy-workload.ts';
import { type DeclaredPort, declaredPorts, imagePorts, portsReadable, servedPorts } from '../../workspace/app-ports.ts';
import { digitsApart, referencesTo } from './port-edits.ts';

/** How the containerPorts of an Envoy container and the ports that its config binds go together. */
export interface ContainerPortPairing {
  /** A containerPort that nothing binds and a listener that no container declares: meant to be one. */
  readonly pairs: readonly { readonly declared: DeclaredPort; readonly listener: BoundPort }[];
  /** containerPorts that nothing binds, without a listener to go with. */
  readonly unused: readonly DeclaredPort[];
  /** Listeners that can be reached from outside the pod and that no container declares. */
  readonly undeclared: readonly BoundPort[];
  /** The same, where a containerPort that names another's port is what is wrong: it was meant to be one of these. */
  readonly meant: readonly BoundPort[];
  /** True when the container declares at least one of its listeners. */
  readonly declaresListener: boolean;
}

/** Undefined where the ports cannot be compared (silence rules). */
export function pairContainerPorts(workload: EnvoyWorkload): ContainerPortPairing | undefined {
  const { config, silence, envoyContainer, otherContainers, listenersKnown } = workload;
  if (!config || !listenersKnown || silence.redirected || silence.hostNetwork || silence.partial) return undefined;
  if (![envoyContainer, ...otherContainers].every(portsReadable)) return undefined;
  const bound = boundPorts(config.source.config);
  const declared = declaredPorts([envoyContainer]);
  const inPod = new Set(declaredPorts([envoyContainer, ...otherContainers]).map(({ port }) => port.value));
  const listeners = bound.filter(({ role }) => role === 'listener');
  const undeclared = unique(listeners.filter(({ port }) => !inPod.has(port))).filter(isReachable);
  const forOutside = undeclared.filter((listener) => !isWayOut(workload, listener));
  const unused = declared.filter(({ port }) => !bound.some((other) => other.port === port.value));
  const declaresListener = declared.some(({ port }) => listeners.some((listener) => listener.port === port.value));
  const ours = unused.filter((port) => isListenersPort(workload, port));
  const pairs = pair(ours, undeclared, declaresListener ? forOutside : undeclared);
  const lone = forOutside.filter((port) => !pairs.some((one) => one.listener === port));
  const borrowed = unused.length > ours.length;
  return {
    pairs,
    unused: unused.filter((port) => !pairs.some((one) => one.declared === port)),
    undeclared: borrowed ? [] : lone,
    meant: borrowed ? lone : [],
    declaresListener,
  };
}

/** One for each number: a TCP and a UDP listener of one port count once. */
const unique = (ports: readonly BoundPort[]): BoundPort[] =>
  ports.filter((one, i) => ports.findIndex(({ port }) => port === one.port) === i);

const isReachable = ({ host, port }: BoundPort): boolean => host !== '' && !isLoopback(host) && port !== 0;

/** The app's way out: beside other containers, a listener that leads away from the pod alone and that no Service reaches. */
function isWayOut(workload: EnvoyWorkload, { port, listener }: BoundPort): boolean {
  const config = workload.config?.source.config;
  if (!config || workload.otherContainers.length === 0 || referencesTo(workload, port).length > 0) return false;
  const names = config.clusterReferences
    .filter(
      (reference) => reference.listener === listener && reference.kind !== 'grpc' && reference.kind !== 'http_uri',
    )
    .map(({ name }) => name.value);
  const local = new Set(loopbackEndpoints(config).map(({ cluster }) => cluster.name?.value));
  const known = new Set(config.clusters.map(({ name }) => name?.value));
  return names.length > 0 && names.every((name) => known.has(name) && !local.has(name));
}

/** The admin's port in Envoy's documentation and examples. */
const USUAL_ADMIN_PORT = 9901;

/** False for a port that stands for the admin or for what an app serves. */
function isListenersPort(workload: EnvoyWorkload, { port, name }: DeclaredPort): boolean {
  const { otherContainers, config } = workload;
  if (port.value === USUAL_ADMIN_PORT || (name && /admin|stats|metric|prom/i.test(name.value))) return false;
  const { value } = port;
  const endpoints = config ? loopbackEndpoints(config.source.config) : [];
  return (
    !endpoints.some((endpoint) => endpoint.port === value) &&
    !siblingPorts(workload).some((bound) => bound.port === value) &&
    !otherContainers.some(
      (container) =>
        declaredPorts([container]).some((declared) => declared.port.value === value) ||
        imagePorts(container).includes(value) ||
        servedPorts(container).includes(value),
    )
  );
}

/** Ports one digit apart that have no other so near, then the two that are left over. */
function pair(unused: readonly DeclaredPort[], undeclared: readonly BoundPort[], sure: readonly BoundPort[]) {
  const isNear = (declared: DeclaredPort, listener: BoundPort): boolean =>
    digitsApart(declared.port.value, listener.port) === 1;
  const near = unused.flatMap((declared) => {
    const candidates = undeclared.filter((listener) => isNear(declared, listener));
    const [listener] = candidates;
    const rivals = listener ? unused.filter((other) => isNear(other, listener)) : [];
    return listener && candidates.length === 1 && rivals.length === 1 ? [{ declared, listener }] : [];
  });
  const [declared, ...moreDeclared] = unused.filter((one) => !near.some((found) => found.declared === one));
  const [listener, ...moreListeners] = sure.filter((one) => !near.some((found) => found.listener === one));
  const left = declared && listener && moreDeclared.length + moreListeners.length === 0;
  return left ? [...near, { declared, listener }] : near;
}
