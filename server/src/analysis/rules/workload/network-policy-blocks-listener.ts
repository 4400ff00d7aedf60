import type { IngressPort, IngressRule } from '../../kubernetes/manifest.ts';
import {
  type BoundPort,
  type EnvoyWorkload,
  isLoopback,
  linkedPorts,
  type PolicyLink,
} from '../../workspace/envoy-workload.ts';
import { insertItem } from '../../yaml/edit/yaml-edit.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { asSeq, entryOf } from '../../yaml/syntax/yaml-path.ts';
import { namedPort, type ServiceTarget, serviceTargets } from '../fixes/service-targets.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, placeIn, rule } from '../rule.ts';

export const workloadNetworkPolicyBlocksListener = rule({
  code: 'workload/network-policy-blocks-listener',
  subject: 'workload',
  severity: 'warning',
  summary: 'The NetworkPolicies of a pod allow no traffic to the listener that a Service targets.',
  why: 'If a NetworkPolicy selects a pod, only traffic that one of its policies allows comes in. The port in a policy is the port of the pod, so a policy for the port of the app does not allow traffic to the listener of the sidecar. The rule is silent if a policy that may select the pod allows all ports or cannot be read, and if the policies allow nothing on purpose.',
  examples: [
    {
      before: `#- /pod.yaml stock:sidecar-pod
#- /envoy-config.yaml stock:sidecar-config
#? warning workload/network-policy-blocks-listener at "9092"
#- /service.yaml stock:sidecar-service
#- /policy.yaml
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web }
spec:
  podSelector: { matchLabels: { app: web } }
  ingress:
    - ports:
        - port: 8080
        #       ^^^^ warning workload/network-policy-blocks-listener
`,
      after: `#- /pod.yaml stock:sidecar-pod
#- /envoy-config.yaml stock:sidecar-config
#- /service.yaml stock:sidecar-service
#- /policy.yaml
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: web }
spec:
  podSelector: { matchLabels: { app: web } }
  ingress:
    - ports:
        - port: 8080
        - port: 9092
`,
    },
  ],
  check(workload, report) {
    const { config, listenersKnown, silence, policies } = workload;
    if (!config || !listenersKnown || silence.redirected || silence.partial || silence.hostNetwork) return;
    const ruled = policies.find(
      ({ certain, policy }) => certain && policy.rules?.some(({ ports }) => ports.length > 0),
    );
    const atPolicy = ruled?.policy.rules?.flatMap(({ ports }) => ports)[0];
    if (!ruled || !atPolicy) return;
    for (const { target, listener } of targetedListeners(workload)) {
      if (policies.some((policy) => mayAllow(workload, policy, listener))) continue;
      const name = ruled.manifest.name?.value ?? '';
      const atRule = placeIn(ruled.file, portNode(atPolicy));
      const atListener = placeIn(config.file, listener.at);
      const fixes = () => allowFixes(ruled, listener.port);
      report({
        at: atRule,
        message: message(
          "This does not allow port {0} of listener '{1}', which Service '{2}' targets.",
          listener.port,
          listener.name,
          target.service.manifest.name?.value ?? '',
        ),
        related: [{ at: atListener, message: message('Envoy listens on port {0}.', listener.port) }],
        fixes,
      });
      report({
        at: atListener,
        message: message("NetworkPolicy '{0}' does not allow traffic to port {1}.", name, listener.port),
        related: [{ at: atRule, message: message('The policy allows other ports here.') }],
        fixes,
      });
    }
  },
});

interface TargetedListener {
  readonly target: ServiceTarget;
  readonly listener: BoundPort;
}

/** The listeners that a Service targets, each once. */
function targetedListeners(workload: EnvoyWorkload): readonly TargetedListener[] {
  const bound = workload.config ? linkedPorts(workload.config) : [];
  const targets = serviceTargets(workload);
  return bound
    .filter(({ role, host }) => role === 'listener' && !isLoopback(host))
    .flatMap((listener) => {
      const target = targets.find(
        ({ port, servicePort }) => port === listener.port && servicePort.protocol === listener.protocol,
      );
      return target ? [{ target, listener }] : [];
    });
}

const mayAllow = (workload: EnvoyWorkload, { policy }: PolicyLink, listener: BoundPort): boolean =>
  policy.isIngress === undefined ||
  !policy.rules ||
  policy.rules.some(({ ports }) => ports.length === 0 || ports.some((port) => mayBe(workload, port, listener)));

function mayBe(workload: EnvoyWorkload, written: IngressPort, { port, protocol }: BoundPort): boolean {
  if (written.unknown) return true;
  if (written.protocol !== protocol) return false;
  const number =
    written.port?.kind === 'name' ? namedPort(workload, written.port.name.value) : written.port?.port.value;
  if (number === undefined) return true;
  return port >= number && port <= (written.endPort?.value ?? number);
}

const portNode = ({ node, port }: IngressPort): YamlNode =>
  port?.kind === 'name' ? port.name.at : (port?.port.at ?? node);

/** Allows the port for those who may use the others. */
function allowFixes({ policy, file, manifest }: PolicyLink, port: number): Fix[] {
  const [only, ...others] = (policy.rules ?? []).filter(({ ports }: IngressRule) => ports.length > 0);
  const ports = only && others.length === 0 ? asSeq(entryOf(only.node, 'ports')?.value) : undefined;
  if (!ports || ports.aliasRange) return [];
  return [
    {
      title: message("Allow port {0} in NetworkPolicy '{1}'", port, manifest.name?.value ?? ''),
      preferred: true,
      safe: false,
      edits: [editsIn(file, insertItem(file.text, ports, { port }))],
    },
  ];
}
