import type { ServicePort } from '../../kubernetes/manifest.ts';
import { message } from '../../rules/message.ts';
import { placeIn } from '../../rules/rule.ts';
import { declaredPorts } from '../../workspace/app-ports.ts';
import { type EnvoyWorkload, linkedPorts, type ServiceLink, siblingPorts } from '../../workspace/envoy-workload.ts';
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

function portNote(workload: EnvoyWorkload, { file }: ServiceLink, servicePort: ServicePort): LinkNote {
  const { port, targetPort, unknown, node } = servicePort;
  const at = placeIn(file, node);
  const written = targetPort?.kind === 'name' ? undefined : (targetPort?.port ?? port)?.value;
  const target = targetPort?.kind === 'name' ? portNamed(workload, targetPort.name.value) : written;
  const shown = port?.value ?? '';
  if (unknown) return note(message('Port {0}: not linked: its target is not a port that can be read.', shown), at);
  if (target === undefined)
    return targetPort?.kind === 'name'
      ? note(message("Port {0}: not linked: no containerPort is named '{1}'.", shown, targetPort.name.value), at)
      : note(message('Port {0}: not linked: its target is not a port that can be read.', shown), at);
  const [bound] = boundIn(workload).filter((one) => one.port === target);
  if (bound)
    return note(
      bound.role === 'admin'
        ? message('Port {0} leads to the admin interface at port {1}.', shown, target)
        : message("Port {0} leads to listener '{1}' at port {2}.", shown, bound.name, target),
      at,
    );
  const [declared] = declaredIn(workload).filter((one) => one.port.value === target);
  return declared
    ? note(
        message("Port {0} leads to port {1} of container '{2}'.", shown, target, declared.container.name?.value ?? ''),
        at,
      )
    : note(message('Port {0}: not linked: no listener and no containerPort has port {1}.', shown, target), at);
}

const boundIn = (workload: EnvoyWorkload) => [
  ...(workload.config ? linkedPorts(workload.config) : []),
  ...siblingPorts(workload),
];

const declaredIn = ({ envoyContainer, otherContainers }: EnvoyWorkload) =>
  declaredPorts([envoyContainer, ...otherContainers]);

const portNamed = (workload: EnvoyWorkload, name: string): number | undefined =>
  declaredIn(workload).find((declared) => declared.name?.value === name)?.port.value;
