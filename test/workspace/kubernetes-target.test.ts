import assert from 'node:assert/strict';
import { emptyWorkspace, withText } from '../../server/src/analysis/index.ts';
import { kubernetesTarget } from '../../server/src/analysis/workspace/kubernetes-target.ts';

const uri = 'file:///pod.yaml';

function target(text: string, kubernetesVersion?: string) {
  const workspace = withText(emptyWorkspace({ kubernetesVersion }), uri, text);
  const file = workspace.files.get(uri);
  assert.ok(file);
  return kubernetesTarget(workspace, file);
}

describe('kubernetesTarget', () => {
  it('is the newest version if nothing names one', () => assert.equal(target('kind: Pod\n'), undefined));

  it('takes the version of the settings', () => assert.deepEqual(target('kind: Pod\n', '1.32'), { version: '1.32' }));

  it('prefers a comment, wherever it is in the file', () => {
    for (const [comment, version] of [
      ['kubernetes=1.33', '1.33'],
      ['kubernetes = v1.33.4', '1.33'],
      ['kubernetes 1.31 as in production', '1.31'],
    ]) {
      const text = `kind: Pod # envoy-sidecar: ${comment}\n`;
      const range = { start: 10, end: text.length - 1 };
      assert.deepEqual(target(text, '1.32'), { version, at: { uri, range } }, comment);
    }
  });

  it('is that of the project file if neither a comment nor the settings have one', () => {
    const project = 'file:///.envoy-sidecar.yaml';
    const text = 'kubernetesVersion: { "a/**": 1.30, "**": 1.31 }\n';
    const of = (manifest: string, kubernetesVersion?: string) => {
      const workspace = withText(emptyWorkspace({ kubernetesVersion }), project, text);
      const file = withText(workspace, uri, manifest).files.get(uri) ?? assert.fail();
      return kubernetesTarget(workspace, file);
    };
    const start = text.indexOf('1.31');
    assert.deepEqual(of('kind: Pod\n'), { version: '1.31', at: { uri: project, range: { start, end: start + 4 } } });
    assert.equal(of('kind: Pod\n', '1.32')?.version, '1.32');
    assert.equal(of('kind: Pod # envoy-sidecar: kubernetes=1.33\n')?.version, '1.33');
  });

  it('skips comments without a valid version, and those with the version of Envoy', () => {
    for (const comment of ['kubernetes=newest', 'kubernetes', 'version=1.33'])
      assert.deepEqual(target(`# envoy-sidecar: ${comment}\nkind: Pod\n`, '1.32'), { version: '1.32' }, comment);
  });
});
