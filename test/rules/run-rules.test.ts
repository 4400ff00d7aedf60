import assert from 'node:assert/strict';
import { diagnose } from '../../server/src/analysis/index.ts';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

const uri = 'file:///envoy.yaml';

describe('diagnose', () => {
  it('reports at most 1,000 findings of a file, the errors before the hints', () => {
    const hints = Array.from({ length: 1001 }, (_, i) => `  - { name: c${i}, x: 1 }\n`).join('');
    const text = `static_resources:\n  clusters:\n${hints}  - { name: last, connect_timeout: soon }\n`;
    const found = diagnose(workspaceOf([{ uri, text, claims: [] }]), uri, { 'envoy/unknown-field': 'hint' });
    assert.equal(found.length, 1000);
    assert.deepEqual(
      found.filter(({ severity }) => severity === 'error').map(({ at }) => text.slice(at.range.start, at.range.end)),
      ['soon'],
    );
    assert.deepEqual(
      found.map(({ at }) => at.range.start),
      found.map(({ at }) => at.range.start).toSorted((a, b) => a - b),
    );
  });

  it('reports what a list of operations makes of a manifest, in its file', () => {
    const files = parseFixture(`#- /base/pod.yaml stock:sidecar-pod
#- /base/envoy-config.yaml stock:sidecar-config
#- /base/kustomization.yaml
resources: [pod.yaml, envoy-config.yaml]
#- /prod/kustomization.yaml
resources: [../base]
patches: [{ target: { kind: Pod, name: web }, path: ports.yaml }]
#- /prod/ports.yaml
- op: replace
  path: /spec/containers/0/ports
  value: [{ name: http, containerPort: 8080 }, { name: http, containerPort: 8081 }]
`);
    const workspace = workspaceOf(files);
    const patch = files.at(-1)?.uri ?? '';
    assert.deepEqual(
      diagnose(workspace, patch).flatMap(({ severity, code }) => (severity === 'error' ? [code] : [])),
      ['kubernetes/duplicate-port-name'],
    );
    const alone = workspaceOf(files.filter(({ uri: other }) => other === patch));
    assert.deepEqual(diagnose(alone, patch), []);
  });
});
