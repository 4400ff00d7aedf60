import assert from 'node:assert/strict';
import { renamed } from '../../fixture/rename.ts';

describe('the names inside of a pod', () => {
  it('are renamed: a volume in its mounts', () => {
    const config = '#- /map.yaml stock:sidecar-config\n';
    const pod =
      '#- /pod.yaml stock:sidecar-pod\n#~ volumes:\\n    - name: envoy-config => volumes:\\n    - name: envoy$0-config\n';
    assert.deepEqual(renamed(config + pod, 'proxy'), ['pod.yaml:18 - name: proxy', 'pod.yaml:21 - name: proxy']);
    assert.match(String(renamed(config + pod, 'Proxy')), /^'Proxy' is not a valid name\./);
  });

  it('are renamed: a container in the variables and annotations that name it', () => {
    const pod = (name: string) => `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
  annotations: { kubectl.kubernetes.io/default-container: app }
spec:
  containers:
    - name: ${name}
      image: example.com/web:1.4.2
      env: [{ name: MEMORY, valueFrom: { resourceFieldRef: { containerName: "app", resource: limits.memory } } }]
    - { name: other, image: example.com/other:1 }
`;
    assert.deepEqual(renamed(pod('ap$0p'), 'web'), [
      'pod.yaml:5 annotations: { kubectl.kubernetes.io/default-container: web }',
      'pod.yaml:8 - name: web',
      'pod.yaml:10 env: [{ name: MEMORY, valueFrom: { resourceFieldRef: { containerName: "web", resource: limits.memory } } }]',
    ]);
    assert.equal(renamed(pod('ap$0p'), 'other'), "'other' already exists.");
  });
});
