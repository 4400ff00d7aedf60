import assert from 'node:assert/strict';
import { renamed } from '../../fixture/rename.ts';

const pod = (name: string, probe = 'http') => `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata:
  name: web
  labels: { app: web }
spec:
  containers:
    - name: app
      image: example.com/web:1.4.2
      ports: [{ name: ${name}, containerPort: 8080 }]
      readinessProbe: { httpGet: { port: ${probe} } }
      lifecycle: { preStop: { httpGet: { port: "http" } } }
`;

const service = (target: string) => `#- /service.yaml
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports:
    - name: http
      port: 80
      targetPort: ${target}
`;

describe('the name of a port', () => {
  const changed = [
    'pod.yaml:10 ports: [{ name: web, containerPort: 8080 }]',
    'pod.yaml:11 readinessProbe: { httpGet: { port: web } }',
    'pod.yaml:12 lifecycle: { preStop: { httpGet: { port: "web" } } }',
    'service.yaml:9 targetPort: web',
  ];

  it('is renamed in the container, its probes and hooks, and in Services, from each of these places', () => {
    assert.deepEqual(renamed(pod('ht$0tp') + service('http'), 'web'), changed);
    assert.deepEqual(renamed(pod('http', 'ht$0tp') + service('http'), 'web'), changed);
    assert.deepEqual(renamed(pod('http') + service('ht$0tp'), 'web'), changed);
  });

  it('is renamed in all pods that the Service selects, and not in others', () => {
    const second = (label: string) =>
      pod('http').replace('/pod.yaml', `/${label}.yaml`).replace('name: web\n', `name: ${label}\n`);
    const other = second('other').replace('app: web', 'app: other');
    assert.deepEqual(renamed(pod('ht$0tp') + second('more') + other + service('http'), 'web'), [
      ...changed.slice(0, 3),
      ...changed.slice(0, 3).map((line) => line.replace('pod', 'more')),
      ...changed.slice(3),
    ]);
  });

  it('is renamed in a patch of a kustomization', () => {
    const kustomization = '#- /kustomization.yaml\nresources: [pod.yaml]\npatches: [{ path: patch.yaml }]\n';
    const patch = `#- /patch.yaml
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: app
      livenessProbe: { httpGet: { port: http } }
`;
    const lines = [...changed.slice(0, 3), 'patch.yaml:7 livenessProbe: { httpGet: { port: web } }'];
    assert.deepEqual(renamed(pod('ht$0tp') + kustomization + patch, 'web'), lines);
    assert.deepEqual(renamed(pod('http') + kustomization + patch.replace('port: http', 'port: ht$0tp'), 'web'), lines);
  });

  it('is not renamed to a name that Kubernetes rejects', () => {
    assert.match(String(renamed(pod('ht$0tp'), 'Web')), /^'Web' is not a valid port name\./);
    assert.match(String(renamed(pod('ht$0tp'), 'a-very-long-port-name')), /no longer than 15 characters/);
  });
});
