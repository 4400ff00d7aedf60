import { replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import { declaredPorts, servedPorts } from '../../workspace/app-ports.ts';
import {
  type BoundPort,
  type ConfigLink,
  type EnvoyWorkload,
  linkedPorts,
  loopbackEndpoints,
  siblingPorts,
} from '../../workspace/envoy-workload.ts';
import { message } from '../message.ts';
import { combined, envoyPortsAt, moveAllowed, type PortReference, referencesTo } from './port-edits.ts';
import { editsIn, type Fix } from '../rule.ts';

/**
 * Moves a listener or the admin interface to the next free port, together with its containerPort and all references to
 * the port of the pod. Endpoints with that port belong to the app and are not changed.
 */
export function moveEnvoy(workload: EnvoyWorkload, config: ConfigLink, bound: BoundPort): Fix {
  const { port, listener, address } = bound;
  const to = freePort(workload, config, port);
  const places = (listener?.addresses ?? [address]).flatMap((one) => (one.port?.value === port ? [one.port.at] : []));
  return {
    title: message('Move Envoy from port {0} to {1}', port, to),
    preferred: !workload.sharesConfig,
    safe: false,
    edits: combined([
      ...places.map((at) => editsIn(config.file, replaceScalar(config.file.text, at, to))),
      ...envoyPortsAt(workload, port).flatMap((declared) =>
        declared.port ? [editsIn(workload.file, replaceScalar(workload.file.text, declared.port.at, to))] : [],
      ),
      ...referencesTo(workload, port)
        .filter((reference) => isEnvoys(workload, bound, reference))
        .flatMap(({ moveTo }) => moveTo?.(to) ?? []),
      ...(listener ? moveAllowed(workload, port, to) : []),
    ]),
  };
}

/**
 * A probe of the app targets the app. A Service targets the admin interface only if the Envoy container declares the
 * port.
 */
const isEnvoys = (workload: EnvoyWorkload, { role, port }: BoundPort, { kind, container }: PortReference): boolean =>
  kind === 'probe'
    ? container === workload.envoyContainer
    : role === 'listener' || envoyPortsAt(workload, port).length > 0;

/** The next non-privileged port that is not known to be used in the pod. */
export function freePort(workload: EnvoyWorkload, config: ConfigLink, port: number): number {
  const { envoyContainer, otherContainers } = workload;
  const used = new Set([
    ...[...linkedPorts(config), ...siblingPorts(workload)].map((bound) => bound.port),
    ...loopbackEndpoints(config.source.config).map((endpoint) => endpoint.port),
    ...declaredPorts([envoyContainer, ...otherContainers]).map((declared) => declared.port.value),
    ...otherContainers.flatMap((container) => servedPorts(workload, container)),
  ]);
  let candidate = port < 1024 ? port + 8000 : port + 1;
  while (used.has(candidate)) candidate++;
  return candidate;
}
