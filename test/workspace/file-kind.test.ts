import assert from 'node:assert/strict';
import { complete } from '../../server/src/analysis/index.ts';
import { diagnosticsOf, workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

const kindOf = (name: string, text = ''): string | undefined =>
  workspaceOf(parseFixture(`#- /${name}\n${text}`)).files.get(`file:///fixture/${name}`)?.kind;

describe('the kind of a file without content', () => {
  it('is what its name says', () => {
    for (const name of ['envoy.yaml', 'sidecar-envoy.yml', 'bootstrap.yaml']) assert.equal(kindOf(name), 'envoy', name);
    for (const name of ['pod.yaml', 'sidecar.yaml', 'web-deployment.yaml'])
      assert.equal(kindOf(name), 'kubernetes', name);
    for (const name of ['values.yaml', 'convoy.yaml', 'tripod.yaml', 'envoy.txt', 'envoy.json'])
      assert.equal(kindOf(name), 'other', name);
  });

  it('stays the same while comments and the first word are written, and then its content decides', () => {
    for (const text of ['# Of the shop\n', '\n\n', 'sta', '# one\nstatic'])
      assert.equal(kindOf('envoy.yaml', text), 'envoy', text);
    for (const text of ['name: x\n', 'two words\n', '- a\n- b\n'])
      assert.equal(kindOf('envoy.yaml', text), 'other', text);
    assert.equal(kindOf('envoy.yaml', 'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\n'), 'kubernetes');
    assert.equal(kindOf('pod.yaml', 'static_resources: {}\n'), 'envoy');
  });

  it('has completions and no finding', () => {
    for (const [name, wanted] of [
      ['envoy.yaml', 'Envoy bootstrap'],
      ['pod.yaml', 'Pod with an Envoy sidecar'],
    ] as const) {
      const workspace = workspaceOf(parseFixture(`#- /${name}\n`));
      const labels = complete(workspace, `file:///fixture/${name}`, 0)?.map(({ label }) => label);
      assert.equal(labels?.[0], wanted);
      assert.deepEqual(diagnosticsOf(workspace), []);
    }
  });
});
