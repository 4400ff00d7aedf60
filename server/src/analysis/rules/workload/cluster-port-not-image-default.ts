import { replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import { type StrayEndpoint, strayEndpoints, unchangedImagePorts } from '../../workspace/app-ports.ts';
import type { ConfigLink, EnvoyWorkload } from '../../workspace/envoy-workload.ts';
import type { Located } from '../../yaml/syntax/yaml-node.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, placeIn, type Report, rule } from '../rule.ts';

export const clusterPortNotImageDefault = rule({
  code: 'workload/cluster-port-not-image-default',
  subject: 'workload',
  severity: 'warning',
  summary: 'A cluster targets a different port of the pod than the default port of the app’s well-known image.',
  why: 'The app declares no ports, but the default port of its image is known (`nginx`: 80), and no command, argument, variable or mounted file of the container can change it. Requests through the cluster get a 503. The rule is silent for all other images.',
  examples: [
    {
      before: `#- /pod.yaml stock:sidecar-pod
#~ image: example.com/web:1.4.2\\n      ports:\\n        - containerPort: 8080 => image: nginx:1.29
#? warning workload/cluster-port-not-image-default at "nginx:1.29"
#- /envoy-config.yaml stock:sidecar-config
#? warning workload/cluster-port-not-image-default at "8080"
`,
      after: `#- /pod.yaml stock:sidecar-pod
#~ image: example.com/web:1.4.2\\n      ports:\\n        - containerPort: 8080 => image: nginx:1.29
#- /envoy-config.yaml stock:sidecar-config
#~ 8080 => 80
`,
    },
  ],
  check(workload, report) {
    const { config, otherContainers } = workload;
    if (!config || otherContainers.length === 0) return;
    if (otherContainers.some(({ ports }) => ports.length > 0)) return;
    const apps = otherContainers.flatMap((container) => {
      const ports = unchangedImagePorts(workload, container);
      return ports && container.image ? [{ image: container.image, ports }] : [];
    });
    if (apps.length < otherContainers.length) return;
    for (const stray of strayEndpoints(workload))
      if (!apps.some(({ ports }) => ports.includes(stray.port.value)))
        reportStray(workload, config, stray, apps, report);
  },
});

interface KnownApp {
  readonly image: Located<string>;
  readonly ports: readonly number[];
}

function reportStray(
  workload: EnvoyWorkload,
  config: ConfigLink,
  { cluster, port }: StrayEndpoint,
  apps: readonly KnownApp[],
  report: Report,
): void {
  const [first] = apps;
  const usual = first?.ports[0];
  if (!first || usual === undefined) return;
  const name = cluster.name?.value ?? '';
  const image = first.image.value;
  const atPort = placeIn(config.file, port.at);
  const atImage = placeIn(workload.file, first.image.at);
  const fixes = () => retargets(workload, config, name, port, apps);
  report({
    at: atPort,
    message: message(
      "Cluster '{0}' targets port {1}, but image '{2}' listens on port {3}.",
      name,
      port.value,
      image,
      usual,
    ),
    related: [{ at: atImage, message: message('This image listens on port {0} by default.', usual) }],
    fixes,
  });
  report({
    at: atImage,
    message: message(
      "Image '{0}' listens on port {1}, but cluster '{2}' targets port {3}.",
      image,
      usual,
      name,
      port.value,
    ),
    related: [{ at: atPort, message: message("Cluster '{0}' targets port {1}.", name, port.value) }],
    fixes,
  });
}

const retargets = (
  { sharesConfig }: EnvoyWorkload,
  { file }: ConfigLink,
  name: string,
  port: Located<number>,
  apps: readonly KnownApp[],
): Fix[] =>
  apps.map(({ ports: [to = 0] }) => ({
    title: message("Change port of cluster '{0}' to {1}", name, to),
    preferred: apps.length === 1 && !sharesConfig,
    safe: false,
    edits: [editsIn(file, replaceScalar(file.text, port.at, to))],
  }));
