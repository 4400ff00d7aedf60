import type { Probe } from '../../kubernetes/manifest.ts';
import { declaredPorts, knownPorts, mayServeAnything, mentionsPort, portsReadable } from '../../workspace/app-ports.ts';
import { runsOnlyEnvoy } from '../../workspace/envoy-container.ts';
import {
  type BoundPort,
  linkedPorts,
  type EnvoyWorkload,
  isLoopback,
  siblingPorts,
} from '../../workspace/envoy-workload.ts';
import { replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import { valueAt } from '../../yaml/syntax/yaml-path.ts';
import { hasUnfinishedListener } from '../../workspace/linked-listeners.ts';
import { message } from '../message.ts';
import { pairContainerPorts } from '../fixes/pair-container-ports.ts';
import { editsIn, type Fix, placeIn, rule } from '../rule.ts';

export const probePortUnbound = rule({
  code: 'workload/probe-port-unbound',
  subject: 'workload',
  severity: 'warning',
  summary: 'A probe of the Envoy container targets a port that nothing in the pod serves.',
  why: 'The probe always fails: the container never becomes ready, or it is restarted repeatedly. The rule is silent for probes of other containers, and if any container may serve ports that the files do not show.',
  examples: [
    {
      before: `#- /pod.yaml stock:sidecar-pod
#~ image: envoyproxy/envoy:v1.40.0 => image: envoyproxy/envoy:v1.40.0\\n      readinessProbe: { tcpSocket: { port: 9093 } }
#? warning workload/probe-port-unbound at "9093"
#- /envoy-config.yaml stock:sidecar-config
`,
      after: `#- /pod.yaml stock:sidecar-pod
#~ image: envoyproxy/envoy:v1.40.0 => image: envoyproxy/envoy:v1.40.0\\n      readinessProbe: { tcpSocket: { port: 9092 } }
#- /envoy-config.yaml stock:sidecar-config
`,
    },
  ],
  check(workload, report) {
    const { config, listenersKnown, silence, envoyContainer, otherContainers } = workload;
    if (!workload.siblings.every((sibling) => sibling.listenersKnown)) return;
    if (!config || !listenersKnown || silence.redirected || silence.partial || silence.hostNetwork) return;
    if (hasUnfinishedListener(config)) return;
    if (!runsOnlyEnvoy(envoyContainer) || otherContainers.some((container) => mayServeAnything(workload, container)))
      return;
    if (![envoyContainer, ...otherContainers].every(portsReadable)) return;
    const bound = linkedPorts(config);
    const served = new Set([
      ...[...bound, ...siblingPorts(workload)].map(({ port }) => port),
      ...declaredPorts(otherContainers).map(({ port }) => port.value),
      ...otherContainers.flatMap((container) => knownPorts(workload, container) ?? []),
      // A port that was meant to be a listener's is reported at the containerPort, and its fixes also change the probe.
      ...(pairContainerPorts(workload)?.pairs ?? []).map(({ declared }) => declared.port.value),
    ]);
    for (const probe of envoyContainer.probes) {
      const { port } = probe;
      const elsewhere = ['httpGet', 'tcpSocket'].some((handler) => valueAt(valueAt(probe.node, handler), 'host'));
      if (port?.kind !== 'number' || served.has(port.port.value) || elsewhere) continue;
      if (otherContainers.some((container) => mentionsPort(workload, container, port.port.value))) continue;
      report({
        at: placeIn(workload.file, port.port.at),
        message: message(
          "The {0} targets port {1}, but nothing in pod '{2}' listens there.",
          probe.kind,
          port.port.value,
          workload.manifest.name?.value ?? '',
        ),
        related: config.source.config.listeners.slice(0, 1).map(({ node }) => ({
          at: placeIn(config.file, node),
          message: message('The listeners of Envoy are declared here.'),
        })),
        fixes: () => fixes(workload, probe, bound),
      });
    }
  },
});

/** The admin interface for its own paths if it is reachable, otherwise each listener. */
function fixes({ file }: EnvoyWorkload, probe: Probe, bound: readonly BoundPort[]): Fix[] {
  const { port, node } = probe;
  if (port?.kind !== 'number') return [];
  const reachable = bound.filter(({ host, protocol }) => protocol === 'TCP' && !isLoopback(host));
  const path = valueAt(valueAt(node, 'httpGet'), 'path');
  const asksAdmin = path?.kind === 'scalar' && /^\/(ready|server_info)\b/.test(path.text);
  const admin = asksAdmin ? reachable.filter(({ role }) => role === 'admin') : [];
  const offered = admin.length > 0 ? admin : reachable.filter(({ role }) => role === 'listener');
  return offered.map(({ name, port: to }) => ({
    title: message("Probe port {0} ('{1}')", to, name),
    preferred: offered.length === 1 && (admin.length > 0 || !asksAdmin),
    safe: false,
    edits: [editsIn(file, replaceScalar(file.text, port.port.at, to))],
  }));
}
