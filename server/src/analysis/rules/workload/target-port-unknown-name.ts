import type { Container } from '../../kubernetes/manifest.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import type { EnvoyWorkload } from '../../workspace/envoy-workload.ts';
import type { Located } from '../../yaml/syntax/yaml-node.ts';
import { insertEntry, replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, placeIn, rule } from '../rule.ts';
import { reachableListeners } from '../fixes/service-targets.ts';

export const targetPortUnknownName = rule({
  code: 'workload/target-port-unknown-name',
  subject: 'workload',
  severity: 'warning',
  summary: 'A Service or probe refers to a port name that no container defines.',
  why: 'Kubernetes resolves a named port of a Service among the containerPorts of the selected pods, and that of a probe among those of its own container. A name that is not defined there does not resolve. It is an error if both are in one file, and a warning across files.',
  examples: [
    {
      before: `#- /pod.yaml stock:sidecar-pod
#~ containerPort: 9092 => containerPort: 9092\\n          name: proxy
#- /envoy-config.yaml stock:sidecar-config
#- /service.yaml stock:sidecar-service
#~ targetPort: 9092 => targetPort: porxy
#? warning workload/target-port-unknown-name at "porxy"
`,
      after: `#- /pod.yaml stock:sidecar-pod
#~ containerPort: 9092 => containerPort: 9092\\n          name: proxy
#- /envoy-config.yaml stock:sidecar-config
#- /service.yaml stock:sidecar-service
#~ targetPort: 9092 => targetPort: proxy
`,
    },
  ],
  check(workload, report) {
    const { envoyContainer, otherContainers, silence, file, services } = workload;
    if (silence.redirected || silence.partial) return;
    const containers = [envoyContainer, ...otherContainers];
    for (const service of services) {
      for (const { targetPort } of service.manifest.service?.ports ?? []) {
        if (targetPort?.kind !== 'name' || defines(containers, targetPort.name.value)) continue;
        if (service.someOtherPod((pod) => defines(pod.containers, targetPort.name.value))) continue;
        report({
          at: placeIn(service.file, targetPort.name.at),
          severity: service.file === file ? 'error' : 'warning',
          message: message(
            "Port '{1}' is not defined in pod '{0}'.",
            workload.manifest.name?.value ?? '',
            targetPort.name.value,
          ),
          related: [
            {
              at: placeIn(file, workload.manifest.name?.at ?? workload.manifest.root),
              message: message('The Service selects this pod.'),
            },
          ],
          fixes: () => fixes(workload, service.file, targetPort.name, containers),
        });
      }
    }
    for (const container of containers)
      for (const { port } of container.probes) {
        if (port?.kind !== 'name' || defines([container], port.name.value)) continue;
        report({
          at: placeIn(file, port.name.at),
          severity: 'error',
          message: message(
            "Port '{1}' is not defined in container '{0}'.",
            container.name?.value ?? '',
            port.name.value,
          ),
          fixes: () => fixes(workload, file, port.name, [container]),
        });
      }
  },
});

const defines = (containers: readonly Container[], name: string): boolean =>
  containers.some(({ ports }) => ports.some((port) => port.name?.value === name));

function fixes(
  workload: EnvoyWorkload,
  file: SourceFile,
  name: Located<string>,
  containers: readonly Container[],
): Fix[] {
  const names = containers.flatMap(({ ports }) => ports.flatMap((port) => port.name?.value ?? []));
  const renames = didYouMean(name.value, names).map((candidate, i) => ({
    title: message("Change to '{0}'", candidate),
    preferred: i === 0,
    safe: false,
    edits: [editsIn(file, replaceScalar(file.text, name.at, candidate))],
  }));
  return [...renames, ...namings(workload, name.value, containers, renames.length === 0)];
}

/** Gives the name to a containerPort without one, preferably to that of a listener. */
function namings(workload: EnvoyWorkload, name: string, containers: readonly Container[], sure: boolean): Fix[] {
  const unnamed = containers.flatMap(({ ports }) => ports.filter((port) => !port.name && port.port));
  const listeners = new Set(reachableListeners(workload).map(({ port }) => port));
  const fitting = unnamed.filter(({ port }) => port && listeners.has(port.value));
  const offered = fitting.length > 0 ? fitting : unnamed;
  return offered.map(({ node, port }) => ({
    title: message("Name containerPort {0} '{1}'", port?.value ?? '', name),
    preferred: sure && offered.length === 1,
    safe: false,
    edits: [editsIn(workload.file, insertEntry(workload.file.text, node, 'name', name))],
  }));
}
