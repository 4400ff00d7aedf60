import type { Container } from '../../kubernetes/manifest.ts';
import { type EnvoyWorkload, linkedPorts } from '../../workspace/envoy-workload.ts';
import { type WayIn, waysIn } from '../../workspace/ways-in.ts';
import type { YamlScalar } from '../../yaml/syntax/yaml-node.ts';
import { insertEntry } from '../../yaml/edit/yaml-edit.ts';
import { valueAt } from '../../yaml/syntax/yaml-path.ts';
import { namedPort, serviceTargets } from '../fixes/service-targets.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, placeIn, rule } from '../rule.ts';

export const workloadProbeBypassesSidecar = rule({
  code: 'workload/probe-bypasses-sidecar',
  subject: 'workload',
  severity: 'hint',
  summary: 'The readiness of a pod does not depend on Envoy, although a Service sends its requests to Envoy.',
  why: 'A Service sends requests to a pod as soon as all its readiness probes succeed. If only the app has one, the pod gets requests before Envoy listens, and still gets them when Envoy no longer answers. The rule is silent if the Envoy container has a readiness or startup probe.',
  examples: [
    {
      before: `#- /pod.yaml stock:sidecar-pod
#~ image: example.com/web:1.4.2 => image: example.com/web:1.4.2\\n      readinessProbe: { httpGet: { path: /health, port: 8080 } }
#? hint workload/probe-bypasses-sidecar at "8080"
#- /envoy-config.yaml stock:sidecar-config
#- /service.yaml stock:sidecar-service
`,
      after: `#- /pod.yaml stock:sidecar-pod
#~ image: example.com/web:1.4.2 => image: example.com/web:1.4.2\\n      readinessProbe: { httpGet: { path: /health, port: 8080 } }
#~ mountPath: /etc/envoy => mountPath: /etc/envoy\\n      readinessProbe:\\n        tcpSocket:\\n          port: 9092
#- /envoy-config.yaml stock:sidecar-config
#- /service.yaml stock:sidecar-service
`,
    },
  ],
  check(workload, report) {
    const { config, listenersKnown, silence, envoyContainer, otherContainers, file } = workload;
    if (!config || !listenersKnown || silence.redirected || silence.partial || silence.hostNetwork) return;
    if (envoyContainer.probes.some(({ kind }) => kind !== 'livenessProbe')) return;
    const own = new Set(linkedPorts(config).map(({ port }) => port));
    const targets = serviceTargets(workload);
    const entered = waysIn(workload).filter(({ port }) => targets.some((target) => target.port === port));
    for (const { port, at } of otherContainers.flatMap((container) => readinessPorts(workload, container))) {
      const way = entered.find(({ app }) => app === port);
      const target = targets.find((one) => one.port === way?.port);
      if (!way || !target || own.has(port)) continue;
      report({
        at: placeIn(file, at),
        message: message(
          "The readinessProbe checks only the app. Requests come through listener '{0}', which may not be ready.",
          way.name,
        ),
        related: [
          {
            at: placeIn(target.service.file, target.at),
            message: message("The Service targets port {0} of listener '{1}'.", way.port, way.name),
          },
        ],
        fixes: () => [addProbe(workload, way)],
      });
    }
  },
});

interface ReadinessPort {
  readonly port: number;
  readonly at: YamlScalar;
}

/** The port that a container's readiness probe connects to, unless it names another host. */
const readinessPorts = (workload: EnvoyWorkload, { probes }: Container): readonly ReadinessPort[] =>
  probes.flatMap(({ kind, node, port }) => {
    if (kind !== 'readinessProbe' || !port) return [];
    if (['httpGet', 'tcpSocket'].some((handler) => valueAt(valueAt(node, handler), 'host'))) return [];
    const number = port.kind === 'number' ? port.port.value : namedPort(workload, port.name.value);
    const { at } = port.kind === 'number' ? port.port : port.name;
    return number === undefined ? [] : [{ port: number, at }];
  });

const addProbe = ({ file, envoyContainer: { node, name } }: EnvoyWorkload, { port }: WayIn): Fix => ({
  title: message("Add a readinessProbe for port {0} to container '{1}'", port, name?.value ?? ''),
  safe: false,
  edits: [editsIn(file, insertEntry(file.text, node, 'readinessProbe', { tcpSocket: { port } }))],
});
