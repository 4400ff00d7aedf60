import type { Container, ServiceSpec } from '../../kubernetes/manifest.ts';
import { stringAt } from '../../kubernetes/manifest-field.ts';
import {
  declaredPorts,
  imagePorts,
  mentionsPort,
  portsReadable,
  unchangedImagePorts,
} from '../../workspace/app-ports.ts';
import { isEnvoyContainer } from '../../workspace/envoy-container.ts';
import type { ConfigLink, EnvoyWorkload, Upstream, UpstreamService } from '../../workspace/envoy-workload.ts';
import { replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import { valueAt } from '../../yaml/syntax/yaml-path.ts';
import { type Message, message } from '../message.ts';
import { editsIn, type Fix, placeIn, rule } from '../rule.ts';

export const workloadServicePortMissing = rule({
  code: 'workload/service-port-missing',
  subject: 'workload',
  severity: 'warning',
  summary: 'A cluster targets a port that the Service in its address does not have.',
  why: 'Connections to a port that a Service does not have fail. The name of a headless Service (`clusterIP: None`) leads to the pods themselves, so there the ports of the pods count. The rule is silent if a kustomization patches or renames the Service, if several Services are possible and one has the port, and if a pod of a headless Service may listen on ports that it does not declare. It is a hint if the Service is in another folder, where it may be part of another deployment.',
  examples: [
    {
      before: `#- /pod.yaml stock:sidecar-pod
#- /envoy-config.yaml stock:sidecar-config
#~ STATIC => STRICT_DNS
#~ { address: 127.0.0.1, port_value: 8080 } => { address: orders, port_value: 8080 }
#? warning workload/service-port-missing at "8080"
#- /orders.yaml
apiVersion: v1
kind: Service
metadata: { name: orders }
spec:
  selector: { app: orders }
  ports: [{ port: 80, targetPort: 8080 }]
  #               ^^ warning workload/service-port-missing
`,
      after: `#- /pod.yaml stock:sidecar-pod
#- /envoy-config.yaml stock:sidecar-config
#~ STATIC => STRICT_DNS
#~ { address: 127.0.0.1, port_value: 8080 } => { address: orders, port_value: 80 }
#- /orders.yaml
apiVersion: v1
kind: Service
metadata: { name: orders }
spec:
  selector: { app: orders }
  ports: [{ port: 80, targetPort: 8080 }]
`,
    },
  ],
  check(workload, report) {
    const { config, silence, upstreams } = workload;
    if (!config || silence.partial || silence.redirected || config.overlaid || !usesClusterDns(workload)) return;
    for (const upstream of upstreams) {
      const { cluster, port, services, certain } = upstream;
      const severity = certain ? 'warning' : 'hint';
      const open = services.map((service) => openPorts(service, workload));
      const [service] = services;
      const known = open.flatMap((ports) => ports ?? []);
      if (!service || !open.every(Boolean) || known.length === 0 || mayHave(upstream, known)) continue;
      const fixes = () => retargetFixes(config, upstream, known);
      const first = service.manifest.service?.ports[0]?.port;
      const atCluster = placeIn(config.file, port.at);
      report({
        at: atCluster,
        severity,
        message: saidAtCluster(service, port.value, known),
        related: first
          ? [{ at: placeIn(service.file, first.at), message: message('The Service is declared here.') }]
          : [],
        fixes,
      });
      const name = cluster.name?.value ?? '';
      if (first && services.length === 1)
        report({
          at: placeIn(service.file, first.at),
          severity,
          message: message(service.manifest.service?.headless ? BEHIND_SERVICE : AT_SERVICE, name, port.value),
          related: [{ at: atCluster, message: message("Cluster '{0}' targets port {1}.", name, port.value) }],
          fixes,
        });
    }
  },
});

const AT_SERVICE = "Cluster '{0}' targets port {1}, which this Service does not have.";
const BEHIND_SERVICE = "Cluster '{0}' targets port {1}, but the pods of this headless Service do not listen there.";

/** Otherwise a short name may lead elsewhere. */
const usesClusterDns = ({ podSpec: { node, hostNetwork } }: EnvoyWorkload): boolean =>
  !hostNetwork &&
  !['hostAliases', 'dnsConfig'].some((name) => valueAt(node, name)) &&
  (stringAt(node, 'dnsPolicy')?.value ?? 'ClusterFirst') === 'ClusterFirst';

type Images = Pick<EnvoyWorkload, 'imageDefault'>;

/** The ports behind the name of a Service. Undefined if they are not known. */
function openPorts({ manifest: { service }, pods }: UpstreamService, images: Images): readonly number[] | undefined {
  if (!service || service.externalName) return undefined;
  if (service.headless)
    return podPorts(
      images,
      pods.flatMap(({ manifest }) => manifest.podSpec?.containers ?? []),
    );
  const ports = service.ports.map(({ port }) => port?.value);
  return ports.every((port) => port !== undefined) ? ports : undefined;
}

/** Undefined if a container may listen on ports that it does not declare. */
function podPorts(images: Images, containers: readonly Container[]): readonly number[] | undefined {
  const ports = containers.map((container) => {
    if (!portsReadable(container) || container.envFrom.length > 0 || isEnvoyContainer(container, [])) return undefined;
    const declared = declaredPorts([container]).map(({ port }) => port.value);
    return declared.length > 0
      ? [...declared, ...imagePorts(images, container)]
      : unchangedImagePorts(images, container);
  });
  return ports.every((one) => one !== undefined) ? ports.flat() : undefined;
}

const mayHave = ({ port, services }: Upstream, open: readonly number[]): boolean =>
  open.includes(port.value) ||
  services
    .flatMap(({ pods }) => pods.flatMap(({ manifest }) => manifest.podSpec?.containers ?? []))
    .some((container) => mentionsPort({ told: new Map() }, container, port.value));

function saidAtCluster({ manifest }: UpstreamService, port: number, open: readonly number[]): Message {
  const name = manifest.name?.value ?? '';
  const ports = [...new Set(open)].join(', ');
  return manifest.service?.headless
    ? message("The pods of headless Service '{0}' do not listen on port {1}. Their ports: {2}.", name, port, ports)
    : message("Service '{0}' has no port {1}. Its ports: {2}.", name, port, ports);
}

function retargetFixes({ file }: ConfigLink, { cluster, port, services }: Upstream, open: readonly number[]): Fix[] {
  const ports = [...new Set(open)];
  const behind = services.flatMap(({ manifest }) => (manifest.service ? targetOf(manifest.service, port.value) : []));
  const meant = ports.length === 1 ? ports : ports.filter((one) => behind.includes(one));
  return ports.map((to) => ({
    title: message("Change port of cluster '{0}' to {1}", cluster.name?.value ?? '', to),
    preferred: meant.length === 1 && to === meant[0],
    safe: false,
    edits: [editsIn(file, replaceScalar(file.text, port.at, to))],
  }));
}

/** The other number of the same port: the target of a headless Service, or the port that leads to a target. */
const targetOf = ({ ports, headless }: ServiceSpec, number: number): readonly number[] =>
  ports.flatMap(({ port, targetPort }) => {
    const target = targetPort?.kind === 'number' ? targetPort.port.value : undefined;
    const [from, to] = headless ? [port?.value, target] : [target, port?.value];
    return from === number && to !== undefined ? [to] : [];
  });
