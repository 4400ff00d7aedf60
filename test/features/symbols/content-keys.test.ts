import assert from 'node:assert/strict';
import { renamed } from '../../fixture/rename.ts';

const pod = (volume: string, mount: string, args: string) => `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: envoy
      image: envoyproxy/envoy:v1.40.0
      args: ${args}
      volumeMounts: [{ name: config, ${mount} }]
  volumes:
    - { name: config, configMap: { name: envoy-config${volume} } }
`;
const config = '#- /map.yaml stock:sidecar-config\n#~ envoy.yaml: | => en$0voy.yaml: |\n';
const whole = 'mountPath: /etc/envoy';

describe('the key of a ConfigMap', () => {
  it('is renamed in the items of volumes', () => {
    assert.deepEqual(renamed(config + pod(', items: [{ key: envoy.yaml, path: envoy.yaml }]', whole, '[]'), 'a.yaml'), [
      'map.yaml:6 a.yaml: |',
      'pod.yaml:11 - { name: config, configMap: { name: envoy-config, items: [{ key: a.yaml, path: envoy.yaml }] } }',
    ]);
  });

  it('is renamed in subPath', () => {
    const mount = 'mountPath: /etc/envoy/envoy.yaml, subPath: envoy.yaml';
    assert.deepEqual(renamed(config + pod('', mount, '[]'), 'a.yaml'), [
      'map.yaml:6 a.yaml: |',
      'pod.yaml:9 volumeMounts: [{ name: config, mountPath: /etc/envoy/envoy.yaml, subPath: a.yaml }]',
    ]);
  });

  it("is renamed in the path of Envoy's config, unless that is the default of the image", () => {
    assert.deepEqual(renamed(config + pod('', whole, '["-c", "/etc/envoy/envoy.yaml"]'), 'a.yaml'), [
      'map.yaml:6 a.yaml: |',
      'pod.yaml:8 args: ["-c", "/etc/envoy/a.yaml"]',
    ]);
    const variable = `${pod('', whole, '["-c", "$(CONFIG)"]').trimEnd()}\n`.replace(
      '      volumeMounts',
      '      env: [{ name: CONFIG, value: /etc/envoy/envoy.yaml }]\n      volumeMounts',
    );
    assert.deepEqual(renamed(config + variable, 'a.yaml'), [
      'map.yaml:6 a.yaml: |',
      'pod.yaml:9 env: [{ name: CONFIG, value: /etc/envoy/a.yaml }]',
    ]);
    assert.equal(
      renamed(config + pod('', whole, '[]'), 'a.yaml'),
      "Envoy would not find its config under the name 'a.yaml'.".replace('envoy.yaml', 'a.yaml'),
    );
  });

  it('is renamed in variables, from there too', () => {
    const text = `#- /all.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: settings }
data: { color: red }
---
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: app
      image: example.com/web:1.4.2
      env: [{ name: COLOR, valueFrom: { configMapKeyRef: { name: settings, key: co$0lor } } }]
`;
    assert.deepEqual(renamed(text, 'paint'), [
      'all.yaml:4 data: { paint: red }',
      'all.yaml:13 env: [{ name: COLOR, valueFrom: { configMapKeyRef: { name: settings, key: paint } } }]',
    ]);
    assert.match(String(renamed(text, 'a b')), /^'a b' is not a valid key\./);
  });

  it('is renamed in the path of a file of xDS beside the config', () => {
    const text = `#- /map.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: proxy }
data:
  envoy.yaml: |
    node: { id: a, cluster: a }
    dynamic_resources: { cds_config: { path_config_source: { path: /etc/envoy/cds.yaml } } }
  cd$0s.yaml: |
    resources:
      - "@type": type.googleapis.com/envoy.config.cluster.v3.Cluster
        name: app
`;
    assert.deepEqual(renamed(text, 'clusters.yaml'), [
      'map.yaml:7 dynamic_resources: { cds_config: { path_config_source: { path: /etc/envoy/clusters.yaml } } }',
      'map.yaml:8 clusters.yaml: |',
    ]);
  });
});
