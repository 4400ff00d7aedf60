import type { Container } from '../../kubernetes/manifest.ts';
import { declaredPorts, unchangedImagePorts } from '../../workspace/app-ports.ts';
import {
  type BoundPort,
  linkedPorts,
  type ConfigLink,
  type EnvoyWorkload,
  isAnyAddress,
  isLoopback,
  loopbackEndpoints,
} from '../../workspace/envoy-workload.ts';
import type { YamlScalar } from '../../yaml/syntax/yaml-node.ts';
import { message } from '../message.ts';
import { moveEnvoy } from '../fixes/move-envoy.ts';
import { placeIn, type Report, rule } from '../rule.ts';

export const portConflict = rule({
  code: 'workload/port-conflict',
  subject: 'workload',
  severity: 'warning',
  summary: 'Envoy and another container of the pod bind the same port.',
  why: 'The containers of a pod share one network namespace, so the second to start cannot bind the port and crashes. A container counts as binding a port if it declares the port, or if its well-known image listens there by default. Of two Envoys in a pod only the admins conflict, with each other or with a listener: listeners share a port (`reuse_port`). Conflicts within one Envoy config are covered by the `envoy/` rules.',
  examples: [
    {
      before: `#- /pod.yaml stock:sidecar-pod
#~ containerPort: 8080 => containerPort: 9901
#? warning workload/port-conflict at "9901"
#- /envoy-config.yaml stock:sidecar-config
#~ 8080 => 9901
#? warning workload/port-conflict at "9901"
`,
      after: `#- /pod.yaml stock:sidecar-pod
#~ containerPort: 8080 => containerPort: 9901
#- /envoy-config.yaml stock:sidecar-config
#~ 9901 => 9902
#~ 8080 => 9901
`,
    },
  ],
  check(workload, report) {
    const { config, file, otherContainers, siblings, silence } = workload;
    if (!config || silence.partial) return;
    for (const bound of linkedPorts(config).filter(mayMeet)) {
      reportSiblings(workload, config, bound, report);
      for (const container of otherContainers) {
        if (siblings.some((sibling) => sibling.container === container)) continue;
        const at = binder(workload, container, bound, config);
        if (!at) continue;
        const atListener = placeIn(config.file, bound.at);
        const atContainer = placeIn(file, at);
        const name = container.name?.value ?? '';
        const fixes = () => [moveEnvoy(workload, config, bound)];
        report({
          at: atListener,
          message: message(
            "Envoy ('{1}') and container '{2}' both bind port {0}. One of them cannot start.",
            bound.port,
            bound.name,
            name,
          ),
          related: [{ at: atContainer, message: message("Container '{0}' binds port {1}.", name, bound.port) }],
          fixes,
        });
        report({
          at: atContainer,
          message: message(
            "Container '{0}' and Envoy ('{2}') both bind port {1}. One of them cannot start.",
            name,
            bound.port,
            bound.name,
          ),
          related: [{ at: atListener, message: message('Envoy binds port {0}.', bound.port) }],
          fixes,
        });
      }
    }
  },
});

/** Two Envoys share the port of a listener, which they bind with SO_REUSEPORT, but not that of an admin. */
function reportSiblings(workload: EnvoyWorkload, config: ConfigLink, bound: BoundPort, report: Report): void {
  for (const { container, config: other } of workload.siblings) {
    const met = other && linkedPorts(other).find((one) => isSameSocket(one, bound));
    if (!other || !met) continue;
    const name = container.name?.value ?? '';
    report({
      at: placeIn(config.file, bound.at),
      message: message(
        "Envoy ('{1}') and container '{2}' both bind port {0}. One of them cannot start.",
        bound.port,
        bound.name,
        name,
      ),
      related: [
        { at: placeIn(other.file, met.at), message: message("Container '{0}' binds port {1}.", name, bound.port) },
      ],
      ...(other.source !== config.source && { fixes: () => [moveEnvoy(workload, config, bound)] }),
    });
  }
}

const isSameSocket = (a: BoundPort, b: BoundPort): boolean =>
  a.port === b.port &&
  a.port !== 0 &&
  a.protocol === b.protocol &&
  (a.role === 'admin' || b.role === 'admin') &&
  (a.host === b.host || isAnyAddress(a.host) || isAnyAddress(b.host));

/** On all addresses or on loopback. A socket on the pod's address leaves loopback to the app. */
const mayMeet = ({ host }: BoundPort): boolean => isLoopback(host) || isAnyAddress(host);

/** The location that shows that the container binds the port. Undefined if it does not, or if it is not certain. */
function binder(
  workload: EnvoyWorkload,
  container: Container,
  { port, protocol }: BoundPort,
  { source }: ConfigLink,
): YamlScalar | undefined {
  const image = unchangedImagePorts(workload, container);
  const ports = declaredPorts([container]);
  const declared = ports.find((one) => one.port.value === port && one.protocol === protocol);
  if (image) return image[0] === port && protocol === 'TCP' ? (declared?.port.at ?? container.image?.at) : undefined;
  if (!declared) return undefined;
  // The app is reached on another port, so this port may belong to the sidecar and be declared at the wrong container.
  const targeted = loopbackEndpoints(source.config).map((endpoint) => endpoint.port);
  const elsewhere = targeted.some((one) => one !== port && ports.some((other) => other.port.value === one));
  return elsewhere ? undefined : declared.port.at;
}
