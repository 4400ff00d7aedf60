import assert from 'node:assert/strict';
import { formatMessage } from '../../../server/src/analysis/index.ts';
import { checkDiagnostics, diagnosticsOf, workspaceOf } from '../../fixture/check.ts';
import { parseFixture } from '../../fixture/parse-fixture.ts';

const code = 'yaml/invalid-comment';

describe(code, () => {
  const config = (comment: string) => `#- /envoy.yaml\n# envoy-sidecar: ${comment}\nstatic_resources: {}\n`;
  const found = (fixture: string) =>
    diagnosticsOf(workspaceOf(parseFixture(fixture)), code).map(({ message, fixes }) => ({
      message: formatMessage(message),
      fixes: (fixes?.() ?? []).map(({ title }) => formatMessage(title)),
    }));

  it('reports nothing for what is understood', () => {
    for (const comment of [
      'version=1.34',
      'version = v1.34.1',
      'version=1.99 as in production',
      'kubernetes=1.33',
      'kubernetes=v1.33.4 as in production',
      'config=../envoy.yaml',
      'ignore',
      'ignore envoy/unknown-cluster',
      'ignore-file',
    ])
      assert.deepEqual(found(config(comment)), [], comment);
  });

  it('reports nothing for notes to people', () => {
    for (const comment of ['the proxy of the shop', 'listens on 9092', 'see docs', '', 'v1.34'])
      assert.deepEqual(found(config(comment)), [], comment);
  });

  it('reports a missing version', () => {
    const message = 'An Envoy version is required, for example version=1.34 or version=1.34.1.';
    for (const comment of ['version', 'version=', 'version=  '])
      assert.deepEqual(found(config(comment)), [{ message, fixes: [] }], comment);
  });

  it('reports a missing or wrong version of Kubernetes', () => {
    const missing = 'A Kubernetes version is required, for example kubernetes=1.33.';
    assert.deepEqual(found(config('kubernetes=')), [{ message: missing, fixes: [] }]);
    assert.deepEqual(found(config('kubernetes=~1.33')), [
      {
        message: "'~1.33' is not a valid Kubernetes version. Use a version such as 1.33.",
        fixes: ["Change to '1.33'"],
      },
    ]);
    assert.deepEqual(found(config('kubernetse=1.33'))[0]?.fixes, ["Change to 'kubernetes'"]);
  });

  it('offers a version if one is recognizable', () => {
    const fixes = (comment: string) => found(config(comment)).flatMap((one) => one.fixes);
    assert.deepEqual(fixes('version=contrib-v1.34.1'), ["Change to '1.34.1'"]);
    assert.deepEqual(fixes('version="1.34"'), ["Change to '1.34'"]);
    assert.deepEqual(fixes('version=1.34, see the image'), ["Change to '1.34'"]);
    assert.deepEqual(fixes('version=latest'), []);
    assert.deepEqual(fixes('version=2024.1234'), []);
  });

  it('looks into manifests and into configs within them, and can be silenced', () => {
    checkDiagnostics(`#- /config.yaml
# envoy-sidecar: ignroe yaml/syntax
#? warning yaml/invalid-comment at "ignroe"
apiVersion: v1
kind: ConfigMap
metadata: { name: c }
data:
  envoy.yaml: |
    # envoy-sidecar: version=newest
#? warning yaml/invalid-comment at "newest"
    static_resources: {}
    # envoy-sidecar: ignore yaml/invalid-comment
    # envoy-sidecar: version=latest
`);
  });
});
