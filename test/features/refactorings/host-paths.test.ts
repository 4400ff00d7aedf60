import assert from 'node:assert/strict';
import { checkRefactoring, offered } from '../../fixture/refactor.ts';

const title = "Convert to a ConfigMap with 'envoy.yaml'";
const pod = (volume: string) => `#- /pod.yaml
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
    ${volume}
`;
const config = '#- /envoy.yaml\nstatic_resources: {} # nothing yet\n';

describe('a config from a file on the node', () => {
  it('becomes a ConfigMap', () => {
    checkRefactoring(
      pod('- na$0me: config # from the node\n      hostPath: { path: /srv/envoy.yaml }') + config,
      title,
      `#- /pod.yaml
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
    - name: config # from the node
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
    );
  });

  it('is offered at the volume and its mount, if the config is known', () => {
    const volume = '- name: config\n      hostPath: { path: /srv/envoy.yaml }';
    const atMount = pod(volume).replace('mountPath:', 'mount$0Path:') + config;
    assert.deepEqual(offered(atMount), [title]);
    assert.deepEqual(offered(pod(volume).replace('image:', 'im$0age:') + config), []);
    assert.deepEqual(offered(pod(volume.replace('name', 'na$0me'))), []);
  });
});
