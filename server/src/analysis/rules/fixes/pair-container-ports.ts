import {
  type BoundPort,
  linkedPorts,
  linkedReferences,
  type EnvoyWorkload,
  isLoopback,
  loopbackEndpoints,
  siblingPorts,
} from '../../workspace/envoy-workload.ts';
import { type DeclaredPort, declaredPorts, imagePorts, portsReadable, servedPorts } from '../../workspace/app-ports.ts';
import { lacksFilterChains } from '../../envoy/message-checks/listener.ts';
import { hasUnfinishedListener } from '../../workspace/linked-listeners.ts';
import { digitsApart, referencesTo } from './port-edits.ts';

/** How the containerPorts of an Envoy container correspond to the ports that its config binds. */
export interface ContainerPortPairing {
  /**
   * A containerPort that nothing binds and a listener that no container declares. They are most likely meant to match.
   */
  readonly pairs: readonly { readonly declared: DeclaredPort; readonly listener: BoundPort }[];
  /** containerPorts that nothing binds, without a matching listener. */
  readonly unused: readonly DeclaredPort[];
  /** Listeners that are reachable from outside the pod but not declared. */
  readonly undeclared: readonly BoundPort[];
  /** The same, if a containerPort with the port of another container was meant to be one of these. */
  readonly meant: readonly BoundPort[];
  /** True if the container declares at least one of its listeners. */
  readonly declaresListener: boolean;
}

/** Undefined if the ports cannot be compared. */
export function pairContainerPorts(workload: EnvoyWorkload): ContainerPortPairing | undefined {
  const { config, silence, envoyContainer, otherContainers, listenersKnown } = workload;
  if (!config || hasUnfinishedListener(config)) return undefined;
  if (!listenersKnown || silence.redirected || silence.hostNetwork || silence.partial) return undefined;
  if (![envoyContainer, ...otherContainers].every(portsReadable)) return undefined;
  const bound = linkedPorts(config);
  // A listener that is being written may get another port.
  if (bound.some(({ listener }) => listener && lacksFilterChains(listener.node))) return undefined;
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

/** One for each number: a TCP and a UDP listener on one port count once. */
const unique = (ports: readonly BoundPort[]): BoundPort[] =>
  ports.filter((one, i) => ports.findIndex(({ port }) => port === one.port) === i);

const isReachable = ({ host, port }: BoundPort): boolean => host !== '' && !isLoopback(host) && port !== 0;

/**
 * The outbound listener of the app: in a pod with other containers, a listener that only leads out of the pod and that
 * no Service targets.
 */
function isWayOut(workload: EnvoyWorkload, { port, listener }: BoundPort): boolean {
  if (!workload.config || workload.otherContainers.length === 0 || referencesTo(workload, port).length > 0)
    return false;
  const { config } = workload.config.source;
  const names = linkedReferences(workload.config)
    .filter(
      (reference) => reference.listener === listener && reference.kind !== 'grpc' && reference.kind !== 'http_uri',
    )
    .map(({ name }) => name.value);
  const local = new Set(loopbackEndpoints(config).map(({ cluster }) => cluster.name?.value));
  const known = config.clusterNames();
  return names.length > 0 && names.every((name) => known.has(name) && !local.has(name));
}

/** The port of the admin interface in Envoy's documentation and examples. */
const USUAL_ADMIN_PORT = 9901;

/** False for the port of the admin interface or of an app. */
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
        imagePorts(workload, container).includes(value) ||
        servedPorts(workload, container).includes(value),
    )
  );
}

/** Pairs ports that differ in one digit and have no other such neighbor, then the two that are left. */
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
