import { replaceScalar } from '../../yaml/yaml-edit.ts';
import { strayEndpoints, unchangedImagePorts } from '../../workspace/app-ports.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, placeIn, rule } from '../rule.ts';

export const clusterPortNotImageDefault = rule({
  code: 'workload/cluster-port-not-image-default',
  subject: 'workload',
  severity: 'warning',
  summary: 'A cluster goes to another port of the pod than the one where the app’s well-known image listens.',
  why: 'The app declares no ports, but its image is one whose default port is known (`nginx`: 80), and no command, argument, variable or mounted file of the container could change it. Requests through the cluster would end in 503. Silent for every other image.',
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
    const { config, file, otherContainers } = workload;
    if (!config || otherContainers.length === 0) return;
    if (otherContainers.some(({ ports }) => ports.length > 0)) return;
    const apps = otherContainers.flatMap((container) => {
      const ports = unchangedImagePorts(container);
      return ports && container.image ? [{ image: container.image, ports }] : [];
    });
    if (apps.length < otherContainers.length) return;
    const [first] = apps;
    for (const { cluster, port } of strayEndpoints(workload)) {
      if (!first || apps.some(({ ports }) => ports.includes(port.value))) continue;
      const name = cluster.name?.value ?? '';
      const atPort = placeIn(config.file, port.at);
      const atImage = placeIn(file, first.image.at);
      const usual = first.ports[0] ?? 0;
      const fixes = (): Fix[] =>
        apps.map(({ ports: [to = 0] }) => ({
          title: message('Send "{0}" to port {1}', name, to),
          preferred: apps.length === 1,
          edits: [editsIn(config.file, replaceScalar(config.file.text, port.at, to))],
        }));
      report({
        at: atPort,
        message: message(
          'The cluster "{0}" goes to port {1}, but the image "{2}" listens on port {3}.',
          name,
          port.value,
          first.image.value,
          usual,
        ),
        related: [{ at: atImage, message: message('This image listens on port {0} by default.', usual) }],
        fixes,
      });
      report({
        at: atImage,
        message: message(
          'The image "{0}" listens on port {1}, but the cluster "{2}" goes to port {3}.',
          first.image.value,
          usual,
          name,
          port.value,
        ),
        related: [{ at: atPort, message: message('The cluster "{0}" goes to port {1}.', name, port.value) }],
        fixes,
      });
    }
  },
});
