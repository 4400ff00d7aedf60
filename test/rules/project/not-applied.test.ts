import assert from 'node:assert/strict';
import { diagnosticsOf, workspaceOf } from '../../fixture/check.ts';
import { parseFixture } from '../../fixture/parse-fixture.ts';

const code = 'project/not-applied';
const codes = (text: string) => diagnosticsOf(workspaceOf(parseFixture(text))).map((one) => one.code);

describe(code, () => {
  it('reports a syntax error, and nothing about the rest of the file', () => {
    for (const text of ['ignore: [a\n', 'ruls: {}\nenvoyVersion: "1\n', 'a: b: c\n'])
      assert.deepEqual(codes(`#- /.envoy-sidecar.yaml\n${text}`).sort(), [code, 'yaml/syntax'], text);
  });

  it('reports nothing about other files and valid ones', () => {
    assert.deepEqual(codes('#- /envoy.yaml\nstatic_resources: [\n').includes(code), false);
    assert.deepEqual(codes('#- /.envoy-sidecar.yaml\nignore: [a]\n'), []);
  });
});
