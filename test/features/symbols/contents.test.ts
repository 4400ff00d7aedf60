import assert from 'node:assert/strict';
import { renamed } from '../../fixture/rename.ts';

const config = '#- /map.yaml stock:sidecar-config\n';
const pod = '#- /pod.yaml stock:sidecar-pod\n';

describe('the name of a ConfigMap or Secret', () => {
  it('is renamed in the pods that use it, from both ends', () => {
    const changed = ['map.yaml:4 name: proxy', 'pod.yaml:23 name: proxy'];
    assert.deepEqual(renamed(`${config}#~ name: envoy-config => name: envoy-$0config\n${pod}`, 'proxy'), changed);
    const volume = 'configMap:\\n        name: envoy-';
    assert.deepEqual(renamed(`${config}${pod}#~ ${volume}config => ${volume}$0config\n`, 'proxy'), changed);
  });

  it('is renamed in variables, projections and generators', () => {
    const text = `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: app
      image: example.com/web:1.4.2
      env: [{ name: A, valueFrom: { secretKeyRef: { name: tok$0ens, key: a } } }]
      envFrom: [{ secretRef: { name: tokens } }, { configMapRef: { name: tokens } }]
      volumeMounts: [{ name: all, mountPath: /all }, { name: own, mountPath: /own }]
  volumes:
    - { name: own, secret: { secretName: tokens } }
    - { name: all, projected: { sources: [{ secret: { name: tokens } }] } }
#- /kustomization.yaml
resources: [pod.yaml]
secretGenerator: [{ name: tokens, literals: [a=b] }]
configMapGenerator: [{ name: tokens, literals: [a=b] }]
`;
    assert.deepEqual(renamed(text, 'keys'), [
      'pod.yaml:8 env: [{ name: A, valueFrom: { secretKeyRef: { name: keys, key: a } } }]',
      'pod.yaml:9 envFrom: [{ secretRef: { name: keys } }, { configMapRef: { name: tokens } }]',
      'pod.yaml:12 - { name: own, secret: { secretName: keys } }',
      'pod.yaml:13 - { name: all, projected: { sources: [{ secret: { name: keys } }] } }',
      'kustomization.yaml:2 secretGenerator: [{ name: keys, literals: [a=b] }]',
    ]);
  });

  it('is renamed for the certificate of an Ingress and for the images of a pod', () => {
    const text = `#- /secret.yaml
apiVersion: v1
kind: Secret
metadata: { name: k$0eys }
#- /ingress.yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: web }
spec: { defaultBackend: { service: { name: web, port: { number: 80 } } }, tls: [{ secretName: keys }] }
#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  imagePullSecrets: [{ name: keys }]
  containers: [{ name: app, image: "example.com/web:1.4.2" }]
`;
    const later = [
      'secret.yaml:3 metadata: { name: own }',
      'ingress.yaml:4 spec: { defaultBackend: { service: { name: web, port: { number: 80 } } }, tls: [{ secretName: own }] }',
      'pod.yaml:5 imagePullSecrets: [{ name: own }]',
    ];
    assert.deepEqual(renamed(text, 'own'), later);
    assert.deepEqual(renamed(text.replace('$0', '').replace('secretName: keys', 'secretName: ke$0ys'), 'own'), later);
  });

  it('is renamed in the target of a patch, from both ends', () => {
    const kustomization = (name: string) => `#- /kustomization.yaml
resources: [map.yaml, pod.yaml]
patches:
  - target: { kind: ConfigMap, name: ${name} }
    patch: '[{ op: add, path: /data/more, value: text }]'
`;
    const expected = [
      'map.yaml:4 name: proxy',
      'pod.yaml:23 name: proxy',
      'kustomization.yaml:3 - target: { kind: ConfigMap, name: proxy }',
    ];
    const here = '#~ name: envoy-config => name: envoy-$0config\n';
    for (const text of [
      config + here + pod + kustomization('envoy-config'),
      config + pod + kustomization('envoy$0-config'),
    ]) {
      const changed = renamed(text, 'proxy');
      assert.deepEqual(Array.isArray(changed) ? changed.toSorted() : changed, expected.toSorted());
    }
  });

  it('is not renamed in the folder of another variant', () => {
    const other = (config + pod).replaceAll('#- /', '#- /other/');
    const here = '#~ name: envoy-config => name: envoy-$0config\n';
    assert.deepEqual(renamed(config + here + pod + other, 'proxy'), [
      'map.yaml:4 name: proxy',
      'pod.yaml:23 name: proxy',
    ]);
  });

  it('is not renamed to a name that exists or that Kubernetes rejects', () => {
    const here = `${config}#~ name: envoy-config => name: envoy-$0config\n${pod}`;
    const taken = '#- /taken.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: taken }\n';
    assert.equal(renamed(here + taken, 'taken'), "'taken' already exists.");
    assert.match(String(renamed(here, 'Proxy')), /^'Proxy' is not a valid name\./);
  });
});
