import { replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import {
  type DeclaredPort,
  declaredPorts,
  imagePorts,
  knownPorts,
  type StrayEndpoint,
  strayEndpoints,
  tellsAll,
  unchangedImagePorts,
} from '../../workspace/app-ports.ts';
import { type ConfigLink, type EnvoyWorkload, loopbackEndpoints } from '../../workspace/envoy-workload.ts';
import { type Message, message } from '../message.ts';
import { digitsApart, moveContainerPort } from '../fixes/port-edits.ts';
import { editsIn, type Fix, placeIn, type Report, rule } from '../rule.ts';

export const clusterPortMismatch = rule({
  code: 'workload/cluster-port-mismatch',
  subject: 'workload',
  severity: 'warning',
  summary: 'A cluster targets a loopback port of the pod that no container declares.',
  why: 'The app container declares its ports, but the cluster targets a different one. No listener or admin binds that port, and no variable, argument or mounted ConfigMap of a container mentions it. Requests through the cluster get a 503. If the cluster uses the known default port of the image, the request works but the declaration is wrong, so the rule reports the containerPort as information. It is silent if a container without declared ports could be listening, and a hint if a container gets variables or files that are not in the workspace.',
  examples: [
    {
      before: `#- /pod.yaml stock:sidecar-pod
#? warning workload/cluster-port-mismatch at "8080"
#- /envoy-config.yaml stock:sidecar-config
#~ 8080 => 8081
#? warning workload/cluster-port-mismatch at "8081"
`,
      after: `#- /pod.yaml stock:sidecar-pod
#- /envoy-config.yaml stock:sidecar-config
`,
    },
    {
      before: `#- /pod.yaml stock:sidecar-pod
#~ example.com/web:1.4.2 => nginx:1.29
#? information workload/cluster-port-mismatch at "8080"
#- /envoy-config.yaml stock:sidecar-config
#~ 8080 => 80
`,
      after: `#- /pod.yaml stock:sidecar-pod
#~ example.com/web:1.4.2\\n      ports:\\n        - containerPort: 8080 => nginx:1.29\\n      ports:\\n        - containerPort: 80
#- /envoy-config.yaml stock:sidecar-config
#~ 8080 => 80
`,
    },
  ],
  check(workload, report) {
    const { config, otherContainers, siblings } = workload;
    const declared = declaredPorts(otherContainers);
    if (!config || declared.length === 0) return;
    const silent = otherContainers.filter(({ ports }) => ports.length === 0);
    const defaults = silent.map((container) => knownPorts(workload, container));
    // A container without declared ports may listen on any port.
    if (defaults.some((ports) => !ports)) return;
    // What another Envoy binds is known from its config.
    const assumed = silent.filter((container) => !siblings.some((sibling) => sibling.container === container));
    const uncertain = assumed.length > 0 || !otherContainers.every((container) => tellsAll(workload, container));
    for (const stray of strayEndpoints(workload)) {
      if (defaults.some((ports) => ports?.includes(stray.port.value))) continue;
      const works = declared.filter(({ container }) => imagePorts(workload, container).includes(stray.port.value));
      if (works[0]) reportDeclaration(workload, config, stray, works[0], report);
      else reportMismatch(workload, config, stray, declared, uncertain, report);
    }
  },
});

/** The image listens on the port of the cluster, so the containerPort is wrong. */
function reportDeclaration(
  workload: EnvoyWorkload,
  config: ConfigLink,
  stray: StrayEndpoint,
  declared: DeclaredPort,
  report: Report,
): void {
  const name = stray.cluster.name?.value ?? '';
  const to = stray.port.value;
  report({
    at: placeIn(workload.file, declared.port.at),
    severity: 'information',
    message: message(
      "containerPort {3} does not match image '{0}', which listens on port {1} by default. Cluster '{2}' uses port {1}.",
      declared.container.image?.value ?? '',
      to,
      name,
      declared.port.value,
    ),
    related: [
      { at: placeIn(config.file, stray.port.at), message: message("Cluster '{0}' targets port {1}.", name, to) },
    ],
    fixes: () => [
      setContainerPort(workload, declared, to, true),
      // If nothing could make the image listen on the declared port, requests would fail with 503.
      ...(unchangedImagePorts(workload, declared.container) ? [] : [retarget(config, stray, declared, false)]),
    ],
  });
}

function reportMismatch(
  workload: EnvoyWorkload,
  config: ConfigLink,
  stray: StrayEndpoint,
  declared: readonly DeclaredPort[],
  uncertain: boolean,
  report: Report,
): void {
  const name = stray.cluster.name?.value ?? '';
  const meant = meantPorts(config, stray, declared);
  const severity = uncertain ? 'hint' : 'warning';
  const atEndpoint = placeIn(config.file, stray.port.at);
  const fixes = () => mismatchFixes(workload, config, stray, declared, meant);
  report({
    at: atEndpoint,
    severity,
    message: message(
      "Cluster '{0}' targets port {1}, which no container in the pod declares. Declared by other containers: {2}.",
      name,
      stray.port.value,
      [...new Set(declared.map(({ port }) => port.value))].join(', '),
    ),
    related: declared.map(({ port, container }) => ({
      at: placeIn(workload.file, port.at),
      message: message("Container '{0}' declares port {1}.", container.name?.value ?? '', port.value),
    })),
    fixes,
  });
  const related = [{ at: atEndpoint, message: message("Cluster '{0}' targets port {1}.", name, stray.port.value) }];
  for (const one of meant)
    report({ at: placeIn(workload.file, one.port.at), severity, message: saidAtPort(one, stray), related, fixes });
}

const saidAtPort = ({ container, port }: DeclaredPort, stray: StrayEndpoint): Message =>
  message(
    "Container '{0}' declares port {1}, but cluster '{2}' targets port {3}.",
    container.name?.value ?? '',
    port.value,
    stray.cluster.name?.value ?? '',
    stray.port.value,
  );

/** The declared ports without a cluster, closest spelling first. All of them if each has a cluster. */
function meantPorts(config: ConfigLink, stray: StrayEndpoint, declared: readonly DeclaredPort[]): DeclaredPort[] {
  const targeted = new Set(loopbackEndpoints(config.source.config).map(({ port }) => port));
  const free = declared.filter(({ port }) => !targeted.has(port.value));
  const candidates = free.length > 0 ? free : [...declared];
  const distances = candidates.map(({ port }) => digitsApart(port.value, stray.port.value));
  const least = Math.min(...distances);
  return candidates.filter((_, i) => distances[i] === least);
}

function mismatchFixes(
  workload: EnvoyWorkload,
  config: ConfigLink,
  stray: StrayEndpoint,
  declared: readonly DeclaredPort[],
  meant: readonly DeclaredPort[],
): Fix[] {
  const ordered = [...meant, ...declared.filter((port) => !meant.includes(port))];
  const once = ordered.filter((one, i) => ordered.findIndex(({ port }) => port.value === one.port.value) === i);
  const targeted = new Set(loopbackEndpoints(config.source.config).map(({ port }) => port));
  const changeable = meant.filter(
    // A different containerPort has no effect on an image that is known to listen on the declared port.
    ({ container, port }) =>
      !targeted.has(port.value) && !unchangedDefault(container.image?.value, port.value, workload),
  );
  return [
    // Another workload that reads the same config may serve the port of the cluster.
    ...once.map((port) =>
      retarget(config, stray, port, meant.length === 1 && port === meant[0] && !workload.sharesConfig),
    ),
    ...changeable.map((port) => setContainerPort(workload, port, stray.port.value, false)),
  ];
}

const unchangedDefault = (image: string | undefined, port: number, workload: EnvoyWorkload): boolean =>
  workload.otherContainers.some(
    (container) => container.image?.value === image && unchangedImagePorts(workload, container)?.includes(port),
  );

const retarget = (
  { file }: ConfigLink,
  { cluster, port }: StrayEndpoint,
  to: DeclaredPort,
  preferred: boolean,
): Fix => ({
  title: message("Change port of cluster '{0}' to {1}", cluster.name?.value ?? '', to.port.value),
  preferred,
  safe: false,
  edits: [editsIn(file, replaceScalar(file.text, port.at, to.port.value))],
});

const setContainerPort = (workload: EnvoyWorkload, from: DeclaredPort, to: number, preferred: boolean): Fix => ({
  title: message("Change containerPort {0} of '{1}' to {2}", from.port.value, from.container.name?.value ?? '', to),
  preferred,
  safe: false,
  edits: moveContainerPort(workload, from.port, to),
});
