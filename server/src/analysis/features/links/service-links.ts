import type { ServicePort } from '../../kubernetes/manifest.ts';
import { message } from '../../rules/message.ts';
import { placeIn } from '../../rules/rule.ts';
import { type DeclaredPort, declaredPorts } from '../../workspace/app-ports.ts';
import {
  type BoundPort,
  type EnvoyWorkload,
  linkedPorts,
  type ServiceLink,
  siblingPorts,
} from '../../workspace/envoy-workload.ts';
import { type LinkNote, note } from './link-note.ts';

/** The Services that select the pod of a workload, with where their ports lead. */
export const serviceLinks = (workload: EnvoyWorkload): LinkNote[] =>
  workload.services.map((service) => {
    const { file, manifest, someOtherPod } = service;
    const name = manifest.name?.value ?? '';
    const ports = manifest.service?.ports ?? [];
    return note(
      someOtherPod()
        ? message("Service '{0}' selects this pod and others.", name)
        : message("Service '{0}' selects this pod.", name),
      placeIn(file, manifest.name?.at ?? manifest.root),
      ports.map((port) => portNote(workload, service, port)),
    );
  });

/** What a port of a Service leads to in a pod. `port` is undefined if it cannot be read. */
export interface PortTarget {
  readonly port: number | undefined;
  readonly bound?: BoundPort;
  readonly declared?: DeclaredPort;
}

export function portTarget(workload: EnvoyWorkload, { port: written, targetPort }: ServicePort): PortTarget {
  const port =
    targetPort?.kind === 'name'
      ? declaredIn(workload).find((declared) => declared.name?.value === targetPort.name.value)?.port.value
      : (targetPort?.port ?? written)?.value;
  const bound = boundIn(workload).find((one) => one.port === port);
  const declared = declaredIn(workload).find((one) => one.port.value === port);
  return { port, ...(bound && { bound }), ...(declared && { declared }) };
}

function portNote(workload: EnvoyWorkload, { file }: ServiceLink, servicePort: ServicePort): LinkNote {
  const { targetPort, unknown, node } = servicePort;
  const at = placeIn(file, node);
  const { port: target, bound, declared } = portTarget(workload, servicePort);
  const shown = servicePort.port?.value ?? '';
  if (unknown) return note(message('Port {0}: not linked: its target is not a port that can be read.', shown), at);
  if (target === undefined)
    return targetPort?.kind === 'name'
      ? note(message("Port {0}: not linked: no containerPort is named '{1}'.", shown, targetPort.name.value), at)
      : note(message('Port {0}: not linked: its target is not a port that can be read.', shown), at);
  if (bound)
    return note(
      bound.role === 'admin'
        ? message('Port {0} leads to the admin interface at port {1}.', shown, target)
        : message("Port {0} leads to listener '{1}' at port {2}.", shown, bound.name, target),
      at,
    );
  return declared
    ? note(
        message("Port {0} leads to port {1} of container '{2}'.", shown, target, declared.container.name?.value ?? ''),
        at,
      )
    : note(message('Port {0}: not linked: no listener and no containerPort has port {1}.', shown, target), at);
}

const boundIn = (workload: EnvoyWorkload): readonly BoundPort[] => [
  ...(workload.config ? linkedPorts(workload.config) : []),
  ...siblingPorts(workload),
];

const declaredIn = ({ envoyContainer, otherContainers }: EnvoyWorkload): readonly DeclaredPort[] =>
  declaredPorts([envoyContainer, ...otherContainers]);
