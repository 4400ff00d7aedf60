import assert from 'node:assert/strict';
import { locateField } from '../../server/src/analysis/index.ts';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

const manifests = `#- /all.yaml
apiVersion: v1
kind: Service
metadata: { name: front }
spec:
  selector: { app.kubernetes.io/name: front }
  ports: []
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: front
  annotations: { "a.b/c": one }
spec:
  template:
    spec:
      containers:
        - name: app
          image: nginx
          ports: [{ containerPort: 80 }, { containerPort: 81, protocol: UDP }, { containerPort: 81 }]
        - image: envoyproxy/envoy:v1.40.0
          prots: [1]
          args:
            - --log-level
            - debug
`;

/** `line: text` of the place, from the object that starts at the given kind. */
function found(path: string, kind = 'Deployment'): string | undefined {
  const files = parseFixture(manifests);
  const text = files[0]?.text ?? '';
  const place = locateField(workspaceOf(files), 'file:///fixture/all.yaml', text.indexOf(`kind: ${kind}`), path);
  if (!place) return undefined;
  return `${text.slice(0, place.range.start).split('\n').length}: ${text.slice(place.range.start, place.range.end)}`;
}

const containers = 'spec.template.spec.containers';

describe("locating a field by the API server's path", () => {
  it('finds values, keys of objects and list items', () => {
    for (const [path, text] of [
      [`${containers}[0].image`, '18: nginx'],
      [`${containers}[0].ports[1].containerPort`, '19: 81'],
      [`${containers}[0].ports`, '19: ports'],
      [`${containers}[1].prots`, '21: prots'],
      [`${containers}[1].args[1]`, '24: debug'],
      [`${containers}[1]`, '20: image: envoyproxy/envoy:v1.40.0'],
      ['metadata.annotations[a.b/c]', '12: one'],
      ['metadata.annotations["a.b/c"]', '12: one'],
    ])
      assert.equal(found(path ?? ''), text, path);
    assert.equal(found('spec.selector[app.kubernetes.io/name]', 'Service'), '5: front');
  });

  it('finds list items by their keys, as server-side apply names them', () => {
    assert.equal(found(`.${containers}[name="app"].image`), '18: nginx');
    assert.equal(found(`${containers}[name=app].image`), '18: nginx');
    assert.equal(found(`${containers}[name="app"].ports[containerPort=81,protocol="UDP"].protocol`), '19: UDP');
    assert.equal(found(`${containers}[name="app"].ports[containerPort=80,protocol="TCP"]`), '19: containerPort: 80');
  });

  it('stops at the deepest field or item that is there', () => {
    assert.equal(found(`${containers}[1].name`), '20: image: envoyproxy/envoy:v1.40.0');
    assert.equal(found(`${containers}[7].name`), '16: containers');
    assert.equal(found('spec.selector.matchLabels'), '13: spec');
    assert.equal(found('no.such.thing'), '9: Deployment');
    assert.equal(found(''), '9: Deployment');
  });
});
