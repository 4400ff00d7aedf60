import type { Manifest, PodSpec } from '../../kubernetes/manifest.ts';
import { manifestInt, manifestString } from '../../kubernetes/manifest-field.ts';
import type { Located } from '../../yaml/syntax/yaml-node.ts';
import { valueAt } from '../../yaml/syntax/yaml-path.ts';
import { isPartial } from '../findings/manifest-findings.ts';
import { message } from '../message.ts';
import { placeIn, type Report, rule, type Subjects } from '../rule.ts';

export const kubernetesHostPortConflict = rule({
  code: 'kubernetes/host-port-conflict',
  subject: 'manifest',
  severity: 'hint',
  summary: 'Two pods that use the same port of their node cannot run on one node.',
  why: 'The scheduler places a pod only on a node where its host ports are free. A workload with several replicas needs as many nodes, and of two DaemonSets with the same host port only one gets a pod on each node. With `hostNetwork: true`, each containerPort is a host port. The rule is silent if affinity, spread constraints, node selectors or tolerations determine where the pods run.',
  examples: [
    {
      before: `#- /deployment.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: app
          image: example.com/web:1.4.2
          ports:
            - containerPort: 8080
              hostPort: 80
              #         ^^ hint kubernetes/host-port-conflict: Only one pod with host port 80 can run on a node. 2 replicas need 2 nodes.
`,
    },
  ],
  check(subject, report) {
    const { file, manifest, patch } = subject;
    const { podSpec } = manifest;
    if (!podSpec || patch || isPartial(file, manifest) || isPlaced(podSpec)) return;
    const ports = hostPorts(podSpec);
    if (ports.length === 0) return;
    reportReplicas(subject, ports, report);
    if (manifest.kind === 'DaemonSet') reportDaemonSets(subject, ports, report);
  },
});

/** Something else than the free ports may determine the nodes. */
const isPlaced = ({ node }: PodSpec): boolean =>
  ['affinity', 'topologySpreadConstraints', 'nodeSelector', 'nodeName', 'tolerations'].some((name) =>
    valueAt(node, name),
  );

interface HostPort {
  readonly port: Located<number>;
  readonly protocol: string;
  /** Empty for all addresses of the node. */
  readonly address: string;
}

/** The API server sets the host ports of pods in the network of the node. */
const hostPorts = ({ containers, initContainers, hostNetwork }: PodSpec): readonly HostPort[] =>
  [...containers, ...initContainers.filter(({ nativeSidecar }) => nativeSidecar)]
    .flatMap(({ ports }) => ports)
    .flatMap(({ node, port: own, protocol }) => {
      const host = valueAt(node, 'hostPort');
      const port = host ? manifestInt(host) : hostNetwork ? own : undefined;
      const written = valueAt(node, 'hostIP');
      const address = written ? manifestString(written)?.value : '';
      return port && port.value > 0 && address !== undefined ? [{ port, protocol, address }] : [];
    });

const controllers = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'];

function reportReplicas({ file, manifest }: Subjects['manifest'], ports: readonly HostPort[], report: Report): void {
  const replicas = manifestInt(valueAt(valueAt(manifest.root, 'spec'), 'replicas'))?.value ?? 0;
  const [first] = ports;
  if (!first || !controllers.includes(manifest.kind) || replicas < 2) return;
  report({
    at: placeIn(file, first.port.at),
    message: message(
      'Only one pod with host port {0} can run on a node. {1} replicas need {1} nodes.',
      first.port.value,
      replicas,
    ),
  });
}

/** What is in one file is applied together. */
function reportDaemonSets({ file, manifest }: Subjects['manifest'], ports: readonly HostPort[], report: Report): void {
  for (const other of file.manifests) {
    if (other === manifest || other.kind !== 'DaemonSet' || isSameObject(other, manifest)) continue;
    if (!other.podSpec || isPlaced(other.podSpec) || isPartial(file, other)) continue;
    const others = hostPorts(other.podSpec);
    for (const one of ports) {
      const taken = others.find((port) => isSamePort(port, one));
      if (!taken) continue;
      report({
        at: placeIn(file, one.port.at),
        message: message(
          "DaemonSet '{0}' uses host port {1} on the same nodes. Only one of the two can run on each node.",
          other.name?.value ?? '',
          one.port.value,
        ),
        related: [{ at: placeIn(file, taken.port.at), message: message('The port is used here.') }],
      });
    }
  }
}

/** Two versions of one object are not applied together. */
const isSameObject = (a: Manifest, b: Manifest): boolean =>
  a.name?.value === b.name?.value && a.namespace?.value === b.namespace?.value;

const allAddresses = ['', '0.0.0.0', '::'];

const isSamePort = (a: HostPort, b: HostPort): boolean =>
  a.port.value === b.port.value &&
  a.protocol === b.protocol &&
  (a.address === b.address || [a, b].some(({ address }) => allAddresses.includes(address)));
