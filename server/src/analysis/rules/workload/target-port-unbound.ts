import { declaredPorts, knownPorts, mayServeAnything, mentionsPort, portsReadable } from '../../workspace/app-ports.ts';
import { runsOnlyEnvoy } from '../../workspace/envoy-container.ts';
import { linkedPorts, type ServiceLink, siblingPorts } from '../../workspace/envoy-workload.ts';
import { hasUnfinishedListener } from '../../workspace/linked-listeners.ts';
import { message } from '../message.ts';
import { placeIn, rule } from '../rule.ts';
import { pairContainerPorts } from '../fixes/pair-container-ports.ts';
import { retargetFixes, serviceTargets } from '../fixes/service-targets.ts';

export const targetPortUnbound = rule({
  code: 'workload/target-port-unbound',
  subject: 'workload',
  severity: 'warning',
  summary: 'A Service targets a port of the pod that nothing serves.',
  why: 'Connections through the Service are refused. The rule is silent if any container may serve ports that the files do not show: a container without declared ports and with an unknown image, an unknown config, or redirected traffic. A containerPort of the Envoy container serves nothing unless a listener or the admin binds it.',
  examples: [
    {
      before: `#- /pod.yaml stock:sidecar-pod
#- /envoy-config.yaml stock:sidecar-config
#- /service.yaml stock:sidecar-service
#~ 9092 => 9099
#? warning workload/target-port-unbound at "9099"
`,
      after: `#- /pod.yaml stock:sidecar-pod
#- /envoy-config.yaml stock:sidecar-config
#- /service.yaml stock:sidecar-service
`,
    },
  ],
  check(workload, report) {
    const { config, listenersKnown, silence, envoyContainer, otherContainers, siblings } = workload;
    if (!workload.siblings.every((sibling) => sibling.listenersKnown)) return;
    if (!config || !listenersKnown || silence.redirected || silence.partial || silence.hostNetwork) return;
    if (hasUnfinishedListener(config)) return;
    const containers = [envoyContainer, ...otherContainers];
    const apps = otherContainers.filter((container) => !siblings.some((sibling) => sibling.container === container));
    if (!runsOnlyEnvoy(envoyContainer) || otherContainers.some((container) => mayServeAnything(workload, container)))
      return;
    if (!containers.every(portsReadable)) return;
    const served = new Set([
      ...[...linkedPorts(config), ...siblingPorts(workload)].map(({ port }) => port),
      ...declaredPorts(apps).map(({ port }) => port.value),
      ...otherContainers.flatMap((container) => knownPorts(workload, container) ?? []),
      // A port that was meant to be a listener's is reported at the containerPort, and its fixes also change the
      // Service.
      ...(pairContainerPorts(workload)?.pairs ?? []).map(({ declared }) => declared.port.value),
    ]);
    for (const target of serviceTargets(workload)) {
      if (
        served.has(target.port) ||
        otherContainers.some((container) => mentionsPort(workload, container, target.port))
      )
        continue;
      if (othersMayServe(target.service, target.port)) continue;
      report({
        at: placeIn(target.service.file, target.at),
        message: message(
          "The Service targets port {0}, but nothing in pod '{1}' listens there.",
          target.port,
          workload.manifest.name?.value ?? '',
        ),
        related: [
          {
            at: placeIn(workload.file, workload.manifest.name?.at ?? workload.manifest.root),
            message: message('The Service selects this pod.'),
          },
        ],
        fixes: () => retargetFixes(workload, target),
      });
    }
  },
});

/** The Service also selects other pods, and one of them serves the port or may serve it. */
const othersMayServe = ({ someOtherPod }: ServiceLink, port: number): boolean =>
  someOtherPod(({ containers }) =>
    containers.some(
      (container) => container.ports.length === 0 || container.ports.some((declared) => declared.port?.value === port),
    ),
  );
