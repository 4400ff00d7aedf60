import { fileName } from '../../workspace/uri-path.ts';
import { hostPathToConfigMap } from '../fixes/host-path-to-config-map.ts';
import { message } from '../message.ts';
import { rule } from '../rule.ts';

export const hostPathConfig = rule({
  code: 'workload/host-path-config',
  subject: 'workload',
  severity: 'information',
  summary: 'Envoy reads its config from a file on the node.',
  why: 'A hostPath requires the file on every node that may run the pod. If it is missing, the container runtime creates a directory with that name, Envoy crashes repeatedly, and the directory remains. A ConfigMap is deployed together with the pod.',
  examples: [
    {
      before: `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: envoy
      image: envoyproxy/envoy:v1.40.0
      volumeMounts:
        - name: config
          mountPath: /etc/envoy/envoy.yaml
  volumes:
    - name: config
      hostPath:
#     ^^^^^^^^ information workload/host-path-config
        path: /srv/envoy.yaml
#- /envoy.yaml
static_resources: {} # nothing yet
`,
      after: `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: envoy
      image: envoyproxy/envoy:v1.40.0
      volumeMounts:
        - name: config
          mountPath: /etc/envoy
  volumes:
    - name: config
      configMap:
        name: web-envoy-config
---
apiVersion: v1
kind: ConfigMap
metadata:
  name: web-envoy-config
data:
  envoy.yaml: |
    static_resources: {} # nothing yet
`,
    },
  ],
  check(workload, report) {
    const { config, file } = workload;
    const hostPath = config?.volume?.hostPath;
    if (!config || !hostPath) return;
    report({
      at: { uri: file.uri, range: hostPath.entry.key.range },
      message: message(
        "Envoy reads '{0}' from the node, so every node needs that file. The config in the workspace is '{1}'.",
        hostPath.path?.value ?? '',
        fileName(config.file.uri),
      ),
      related: [
        {
          at: {
            uri: config.file.uri,
            range: config.source.config.root.entries[0]?.key.range ?? config.source.config.root.range,
          },
          message: message('This config is assumed to be that file.'),
        },
      ],
      fixes: () => hostPathToConfigMap(workload, config),
    });
  },
});
