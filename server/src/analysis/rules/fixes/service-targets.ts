import type { Container, ServicePort } from '../../kubernetes/manifest.ts';
import type { YamlScalar } from '../../yaml/syntax/yaml-node.ts';
import { insertEntry, replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import { entryOf } from '../../yaml/syntax/yaml-path.ts';
import type { EnvoyWorkload, ServiceLink } from '../../workspace/envoy-workload.ts';
import { linkedPorts, isLoopback } from '../../workspace/envoy-workload.ts';
import { message } from '../message.ts';
import { editsIn, type Fix } from '../rule.ts';

/** A port of a Service and the target port number in the pod. */
export interface ServiceTarget {
  readonly service: ServiceLink;
  readonly servicePort: ServicePort;
  readonly port: number;
  /** Its location: `targetPort`, or `port` if there is none. */
  readonly at: YamlScalar;
  /** Changes the number. */
  readonly retarget: (port: number) => Fix['edits'][number];
}

const everyContainer = ({ envoyContainer, otherContainers }: EnvoyWorkload): readonly Container[] => [
  envoyContainer,
  ...otherContainers,
];

/** The ports of the workload's Services with known targets. Names are resolved with the containerPorts of the pod. */
export const serviceTargets = (workload: EnvoyWorkload): readonly ServiceTarget[] =>
  workload.once('service targets', () => readTargets(workload));

function readTargets(workload: EnvoyWorkload): ServiceTarget[] {
  return workload.services.flatMap((service) => {
    const { file, manifest } = service;
    return (manifest.service?.externalName ? [] : (manifest.service?.ports ?? [])).flatMap(
      (servicePort): ServiceTarget[] => {
        const { targetPort, port, unknown, node } = servicePort;
        if (unknown) return [];
        const written = targetPort?.kind === 'name' ? targetPort.name.at : (targetPort?.port.at ?? port?.at);
        const number =
          targetPort?.kind === 'name'
            ? namedPort(workload, targetPort.name.value)
            : (targetPort?.port.value ?? port?.value);
        if (!written || number === undefined) return [];
        const retarget = (to: number) =>
          editsIn(
            file,
            targetPort
              ? replaceScalar(file.text, { ...written, style: 'plain' }, to)
              : insertEntry(file.text, node, 'targetPort', to, entryOf(node, 'port')),
          );
        return [{ service, servicePort, port: number, at: written, retarget }];
      },
    );
  });
}

/** The containerPort with the name, in any container of the pod. */
export const namedPort = (workload: EnvoyWorkload, name: string): number | undefined =>
  everyContainer(workload)
    .flatMap(({ ports }) => ports)
    .find((declared) => declared.name?.value === name)?.port?.value;

/** The listeners that a Service can reach, by port. */
export function reachableListeners({ config }: EnvoyWorkload): { readonly name: string; readonly port: number }[] {
  const bound = config ? linkedPorts(config) : [];
  return bound
    .filter(({ role, host, protocol }) => role === 'listener' && protocol === 'TCP' && !isLoopback(host))
    .map(({ name, port }) => ({ name, port }));
}

/** One fix for each listener that the Service could target instead. If there is only one, it is preferred. */
export function retargetFixes(workload: EnvoyWorkload, target: ServiceTarget, preferOnly = true): Fix[] {
  const listeners = reachableListeners(workload).filter(({ port }) => port !== target.port);
  return listeners.map(({ name, port }) => ({
    title: message("Set targetPort to {0} (listener '{1}')", port, name),
    preferred: preferOnly && listeners.length === 1,
    safe: false,
    edits: [target.retarget(port)],
  }));
}
