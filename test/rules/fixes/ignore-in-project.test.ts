import assert from 'node:assert/strict';
import { applyEdits, ignoreInProject } from '../../../server/src/analysis/index.ts';
import { workspaceOf } from '../../fixture/check.ts';

const code = 'envoy/unused-cluster';
const root = 'file:///w/';
const project = `${root}.envoy-sidecar.yaml`;

/** The project file after a rule is turned off for `a/envoy.yaml`. Undefined if that is not offered. */
function ignored(text: string | undefined, folder: string | undefined = root): string | undefined {
  const files = text === undefined ? [] : [{ uri: project, text, claims: [] }];
  const edits = ignoreInProject(workspaceOf(files), `${root}a/envoy.yaml`, code, folder);
  if (!edits) return undefined;
  assert.equal(edits.uri, project);
  return applyEdits(text ?? '', edits.edits);
}

describe('turning a rule off in the project file', () => {
  it('creates the file in the folder of the workspace', () => {
    assert.equal(ignored(undefined), `rules:\n  ${code}: off\n`);
    assert.equal(
      ignoreInProject(workspaceOf([]), `${root}a/envoy.yaml`, code, undefined),
      undefined,
      'without a workspace',
    );
  });

  it('adds the rule, and keeps everything else', () => {
    assert.equal(ignored(''), `rules:\n  ${code}: off\n`);
    assert.equal(ignored('# ours'), `# ours\nrules:\n  ${code}: off\n`);
    assert.equal(ignored('ignore: [a] # why\n'), `ignore: [a] # why\nrules:\n  ${code}: off\n`);
    assert.equal(ignored('rules: # ours\nignore: [a]\n'), `rules: # ours\n  ${code}: off\nignore: [a]\n`);
    assert.equal(
      ignored('rules:\n    envoy/a: hint # why\nignore: [a]\n'),
      `rules:\n    envoy/a: hint # why\n    ${code}: off\nignore: [a]\n`,
    );
    assert.equal(ignored('rules: { envoy/a: hint }\n'), `rules: { envoy/a: hint, ${code}: off }\n`);
    assert.equal(ignored('ignore: [a]\r\n'), `ignore: [a]\r\nrules:\r\n  ${code}: off\r\n`);
  });

  it('changes the severity that is there', () => {
    assert.equal(ignored(`rules:\n  ${code}: hint # why\n`), `rules:\n  ${code}: off # why\n`);
  });

  it('writes JSON into JSON', () => {
    assert.equal(ignored('{"rules": {"a/b": "hint"}}'), `{"rules": {"a/b": "hint", "${code}": "off"}}`);
    assert.equal(ignored('{"ignore": []}'), `{"ignore": [], "rules": {"${code}":"off"}}`);
  });

  it('is not offered if the settings determine the severity', () => {
    const isOffered = (name: string): boolean =>
      ignoreInProject(workspaceOf([]), `${root}a/envoy.yaml`, code, root, { [name]: 'hint' }) !== undefined;
    assert.deepEqual([code, 'envoy/*', 'yaml/*'].map(isOffered), [false, false, true]);
  });

  it('is not offered if the file is broken or not a map', () => {
    for (const text of ['ignore: [', '- a\n', 'rules: off\n', '{}\n---\n{}\n'])
      assert.equal(ignored(text), undefined, text);
  });
});
