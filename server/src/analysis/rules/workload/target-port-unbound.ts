import {
  declaredPorts,
  mayServeAnything,
  mentionsPort,
  portsReadable,
  unchangedImagePorts,
} from '../../workspace/app-ports.ts';
import { runsOnlyEnvoy } from '../../workspace/envoy-container.ts';
import { boundPorts, type ServiceLink } from '../../workspace/envoy-workload.ts';
import { message } from '../message.ts';
import { placeIn, rule } from '../rule.ts';
import { retargetFixes, serviceTargets } from '../fixes/service-targets.ts';

export const targetPortUnbound = rule({
  code: 'workload/target-port-unbound',
  subject: 'workload',
  severity: 'warning',
  summary: 'A Service targets a port of the pod that nothing serves.',
  why: 'Connections through the Service are refused. The rule is silent if any container may serve ports that the files do not show: a container without declared ports and with an unknown image, an unknown config, or redirected traffic.',
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
    const { config, listenersKnown, silence, envoyContainer, otherContainers } = workload;
    if (!config || !listenersKnown || silence.redirected || silence.partial || silence.hostNetwork) return;
    const containers = [envoyContainer, ...otherContainers];
    if (!runsOnlyEnvoy(envoyContainer) || otherContainers.some(mayServeAnything)) return;
    if (!containers.every(portsReadable)) return;
    const served = new Set([
      ...boundPorts(config.source.config).map(({ port }) => port),
      ...declaredPorts(containers).map(({ port }) => port.value),
      ...otherContainers.flatMap((container) => unchangedImagePorts(container) ?? []),
    ]);
    for (const target of serviceTargets(workload)) {
      if (served.has(target.port) || otherContainers.some((container) => mentionsPort(container, target.port)))
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

/** The Service selects other pods too: what one of them serves, or may serve, is fine. */
const othersMayServe = ({ someOtherPod }: ServiceLink, port: number): boolean =>
  someOtherPod(({ containers }) =>
    containers.some(
      (container) => container.ports.length === 0 || container.ports.some((declared) => declared.port?.value === port),
    ),
  );
