import { placeOf } from '../../yaml/yaml-path.ts';
import { strayEndpoints } from '../../workspace/app-ports.ts';
import { message } from '../message.ts';
import { runsOnlyEnvoy } from '../../workspace/envoy-container.ts';
import { placeIn, rule } from '../rule.ts';

export const clusterWithoutContainer = rule({
  code: 'workload/cluster-without-container',
  subject: 'workload',
  severity: 'warning',
  summary: 'A cluster goes to the pod’s loopback address, but Envoy is the pod’s only container.',
  why: 'Containers of a pod share the loopback address. Where Envoy is alone in its pod, nothing can answer at a port there that Envoy does not bind itself. Silent where anything could bring another process: an image that is not Envoy’s own, a shell as command, init containers, `hostNetwork`, a mesh’s injection, a patch.',
  examples: [
    {
      before: `#- /pod.yaml stock:sidecar-pod
#~     - name: app\\n      image: example.com/web:1.4.2\\n      ports:\\n        - containerPort: 8080\\n =>
#? warning workload/cluster-without-container at "envoy": Envoy is the only container of this pod, so nothing answers on 127.0.0.1:8080, where the cluster "app" goes.
#- /envoy-config.yaml stock:sidecar-config
#? warning workload/cluster-without-container at "8080": The cluster "app" goes to port 8080 of the pod "web", where Envoy is the only container: nothing answers there.
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
          'The cluster "{0}" goes to port {1} of the pod "{2}", where Envoy is the only container: nothing answers there.',
          name,
          port.value,
          manifest.name?.value ?? '',
        ),
        related: [{ at: atContainer, message: message('This is the pod’s only container.') }],
      });
      report({
        at: atContainer,
        message: message(
          'Envoy is the only container of this pod, so nothing answers on {0}:{1}, where the cluster "{2}" goes.',
          endpoint.address.address?.value ?? '',
          port.value,
          name,
        ),
        related: [{ at: atPort, message: message('The cluster "{0}" goes to port {1}.', name, port.value) }],
      });
    }
  },
});
