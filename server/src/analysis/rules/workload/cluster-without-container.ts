import { placeOf } from '../../yaml/syntax/yaml-path.ts';
import { strayEndpoints } from '../../workspace/app-ports.ts';
import { message } from '../message.ts';
import { runsOnlyEnvoy } from '../../workspace/envoy-container.ts';
import { placeIn, rule } from '../rule.ts';

export const clusterWithoutContainer = rule({
  code: 'workload/cluster-without-container',
  subject: 'workload',
  severity: 'warning',
  summary: 'A cluster targets the pod’s loopback address, but Envoy is the only container of the pod.',
  why: 'The containers of a pod share the loopback address. If Envoy is alone in its pod, nothing listens there except on the ports that Envoy binds itself. The rule is silent if another process could be running: with an image other than Envoy’s, a shell as command, init containers, `hostNetwork` or an injected mesh, and in patches.',
  examples: [
    {
      before: `#- /pod.yaml stock:sidecar-pod
#~     - name: app\\n      image: example.com/web:1.4.2\\n      ports:\\n        - containerPort: 8080\\n =>
#? warning workload/cluster-without-container at "envoy": Nothing listens on 127.0.0.1:8080, the endpoint of cluster 'app'. Envoy is the only container of the pod.
#- /envoy-config.yaml stock:sidecar-config
#? warning workload/cluster-without-container at "8080": Cluster 'app' targets port 8080 of pod 'web', where nothing listens. Envoy is the only container.
`,
    },
  ],
  check(workload, report) {
    const { config, file, manifest, podSpec, otherContainers, envoyContainer } = workload;
    if (!config || otherContainers.length > 0 || podSpec.initContainers.length > 0) return;
    if (!runsOnlyEnvoy(envoyContainer)) return;
    const container = envoyContainer.name?.at ?? envoyContainer.image?.at;
    for (const { cluster, endpoint, port } of strayEndpoints(workload)) {
      const name = cluster.name?.value ?? '';
      const atPort = placeIn(config.file, port.at);
      const atContainer = container
        ? placeIn(file, container)
        : { uri: file.uri, range: { start: placeOf(podSpec.node).start, end: placeOf(podSpec.node).start + 1 } };
      report({
        at: atPort,
        message: message(
          "Cluster '{0}' targets port {1} of pod '{2}', where nothing listens. Envoy is the only container.",
          name,
          port.value,
          manifest.name?.value ?? '',
        ),
        related: [{ at: atContainer, message: message('This is the only container of the pod.') }],
      });
      report({
        at: atContainer,
        message: message(
          "Nothing listens on {0}:{1}, the endpoint of cluster '{2}'. Envoy is the only container of the pod.",
          endpoint.address.address?.value ?? '',
          port.value,
          name,
        ),
        related: [{ at: atPort, message: message("Cluster '{0}' targets port {1}.", name, port.value) }],
      });
    }
  },
});
