import { placeOf } from '../../yaml/syntax/yaml-path.ts';
import type { BoundPort, EnvoyWorkload } from '../../workspace/envoy-workload.ts';
import { declareContainerPort } from '../fixes/declare-container-port.ts';
import { message } from '../message.ts';
import { pairContainerPorts } from '../fixes/pair-container-ports.ts';
import { editsIn, type Fix, type Place, placeIn, rule } from '../rule.ts';

export const listenerPortUndeclared = rule({
  code: 'workload/listener-port-undeclared',
  subject: 'workload',
  severity: 'hint',
  summary: 'No containerPort declares a listener that is reachable from outside the pod.',
  why: 'Kubernetes routes to a port even if it is not declared, because `containerPort` is informational. But people, tools and named target ports rely on it. It is information if the Envoy container declares none of its listeners, and a hint if it declares some. The rule is silent for listeners on loopback addresses and for outbound traffic of the app, unless a Service targets them.',
  examples: [
    {
      before: `#- /pod.yaml stock:sidecar-pod
#~ 1.40.0\\n      ports:\\n        - containerPort: 9092 => 1.40.0
#? information workload/listener-port-undeclared at "envoy"
#- /envoy-config.yaml stock:sidecar-config
#? information workload/listener-port-undeclared at "9092"
`,
      after: `#- /pod.yaml stock:sidecar-pod
#- /envoy-config.yaml stock:sidecar-config
`,
    },
  ],
  check(workload, report) {
    const { config, envoyContainer } = workload;
    const pairing = pairContainerPorts(workload);
    if (!config || !pairing) return;
    const severity = pairing.declaresListener ? 'hint' : 'information';
    const container = envoyContainer.name?.value ?? '';
    const atContainer = placeOfPorts(workload);
    for (const listener of pairing.undeclared) {
      const atListener = placeIn(config.file, listener.at);
      const fixes = () => [declare(workload, listener)];
      report({
        at: atListener,
        severity,
        message: message("No container declares port {0} of listener '{1}'.", listener.port, listener.name),
        related: [{ at: atContainer, message: message("Container '{0}' runs Envoy.", container) }],
        fixes,
      });
      report({
        at: atContainer,
        severity,
        message: message(
          "Container '{0}' does not declare port {1} of listener '{2}'.",
          container,
          listener.port,
          listener.name,
        ),
        related: [{ at: atListener, message: message("Listener '{0}' is on port {1}.", listener.name, listener.port) }],
        fixes,
      });
    }
  },
});

/** The key `ports` of the Envoy container, otherwise its name. */
function placeOfPorts({ envoyContainer, file }: EnvoyWorkload): Place {
  const { portsEntry, name, node } = envoyContainer;
  const start = placeOf(node).start;
  return portsEntry
    ? placeIn(file, portsEntry.key)
    : name
      ? placeIn(file, name.at)
      : { uri: file.uri, range: { start, end: start + 1 } };
}

const declare = (workload: EnvoyWorkload, { port, protocol }: BoundPort): Fix => ({
  title: message('Declare containerPort {0}', port),
  preferred: true,
  safe: false,
  edits: [
    editsIn(
      workload.file,
      declareContainerPort(workload, { containerPort: port, ...(protocol === 'UDP' && { protocol }) }),
    ),
  ],
});
