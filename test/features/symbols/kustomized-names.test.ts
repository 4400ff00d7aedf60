import assert from 'node:assert/strict';
import { renamed } from '../../fixture/rename.ts';

/** A Deployment with a container that reads a ConfigMap, and a kustomization with what is written into it. */
const files = (
  names: { readonly deployment?: string; readonly container?: string; readonly map?: string },
  more: string,
) => {
  const { deployment = 'web', container = 'app', map = 'settings' } = names;
  return `#- /app/deployment.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${deployment}
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: ${container}
          image: example.com/web:1.4.2
          envFrom: [{ configMapRef: { name: ${map} } }]
#- /app/kustomization.yaml
resources: [deployment.yaml]
${more}`;
};

const replicas = (name: string) => `replicas:
  - name: ${name}
    count: 2
`;
const replacement = (name: string, field = 'spec.template.spec.containers.[name=app].env.0.value') => `replacements:
  - source: { kind: ConfigMap, name: settings, fieldPath: data.LEVEL }
    targets:
      - select: { kind: Deployment, name: ${name} }
        fieldPaths:
          - ${field}
`;
const generator = (name: string) => `configMapGenerator:
  - name: ${name}
    literals: [LEVEL=info]
`;

describe('the names in a kustomization', () => {
  it('of a Deployment are renamed in replicas and replacements, from both ends', () => {
    const changed = [
      'deployment.yaml:4 name: shop',
      'kustomization.yaml:3 - name: shop',
      'kustomization.yaml:8 - select: { kind: Deployment, name: shop }',
    ];
    const rest = generator('settings');
    for (const fixture of [
      files({ deployment: 'w$0eb' }, replicas('web') + replacement('web') + rest),
      files({}, replicas('w$0eb') + replacement('web') + rest),
      files({}, replicas('web') + replacement('w$0eb') + rest),
    ])
      assert.deepEqual(renamed(fixture, 'shop'), changed);
  });

  it('of a Deployment are renamed in what is rejected, in variables and in the targets of patches', () => {
    const more = `patches:
  - target: { kind: Deployment, name: web }
    patch: '[{ "op": "remove", "path": "/spec/template/spec/containers/0/envFrom" }]'
replacements:
  - source: { kind: Deployment, name: web, fieldPath: metadata.name }
    targets:
      - select: { kind: Deployment }
        reject: [{ kind: Deployment, name: web }, { kind: Service, name: web }]
        fieldPaths: [metadata.labels.app]
vars:
  - name: NAME
    objref: { apiVersion: apps/v1, kind: Deployment, name: web }
    fieldref: { fieldPath: metadata.name }
`;
    assert.deepEqual(renamed(files({ deployment: 'w$0eb' }, more), 'shop'), [
      'deployment.yaml:4 name: shop',
      'kustomization.yaml:3 - target: { kind: Deployment, name: shop }',
      'kustomization.yaml:6 - source: { kind: Deployment, name: shop, fieldPath: metadata.name }',
      'kustomization.yaml:9 reject: [{ kind: Deployment, name: shop }, { kind: Service, name: web }]',
      'kustomization.yaml:13 objref: { apiVersion: apps/v1, kind: Deployment, name: shop }',
    ]);
  });

  it('of a Deployment stay if another kind or another name is meant, or the image', () => {
    const more = `images: [{ name: web, newTag: "1" }]
replicas: [{ name: web2, count: 1 }]
replacements:
  - source: { kind: Service, name: web, fieldPath: metadata.name }
    targets:
      - { select: { kind: StatefulSet, name: web }, fieldPaths: [spec.serviceName] }
`;
    assert.deepEqual(renamed(files({ deployment: 'w$0eb' }, more), 'shop'), ['deployment.yaml:4 name: shop']);
  });

  it('of a container are renamed in the paths of replacements, from both ends', () => {
    const changed = [
      'deployment.yaml:11 - name: server',
      'kustomization.yaml:7 - spec.template.spec.containers.[name=server].env.0.value',
    ];
    for (const fixture of [
      files({ container: 'ap$0p' }, replacement('web') + generator('settings')),
      files({}, replacement('web', 'spec.template.spec.containers.[name=a$0pp].env.0.value') + generator('settings')),
    ])
      assert.deepEqual(renamed(fixture, 'server'), changed);
  });

  it('of a container stay in paths through another object or another list', () => {
    const more =
      replacement('other') +
      replacement('web', 'spec.template.spec.volumes.[name=app].emptyDir').replace('replacements:\n', '');
    assert.deepEqual(renamed(files({ container: 'ap$0p' }, more + generator('settings')), 'server'), [
      'deployment.yaml:11 - name: server',
    ]);
  });

  it('of a generated ConfigMap are renamed in its references and replacements, from each end', () => {
    const changed = [
      'deployment.yaml:13 envFrom: [{ configMapRef: { name: options } }]',
      'kustomization.yaml:3 - source: { kind: ConfigMap, name: options, fieldPath: data.LEVEL }',
      'kustomization.yaml:9 - name: options',
    ];
    for (const fixture of [
      files({}, replacement('web') + generator('set$0tings')),
      files({ map: 'set$0tings' }, replacement('web') + generator('settings')),
      files({}, replacement('web').replace('settings', 'set$0tings') + generator('settings')),
    ])
      assert.deepEqual(renamed(fixture, 'options'), changed);
  });

  it('are those of the kustomization above, too, but not of another one', () => {
    const overlay = (folder: string, resource: string) =>
      `#- /${folder}/kustomization.yaml\nresources: [${resource}]\n${replicas('web')}`;
    assert.deepEqual(
      renamed(
        files({ deployment: 'w$0eb' }, '') + overlay('prod', '../app') + overlay('other', 'nothing.yaml'),
        'shop',
      ),
      ['deployment.yaml:4 name: shop', 'kustomization.yaml:3 - name: shop'],
    );
  });
});
