import assert from 'node:assert/strict';
import { sourceFile } from '../../../server/src/analysis/workspace/source-file.ts';
import type { ReadProject } from '../../../server/src/analysis/workspace/project/read-project.ts';

function read(text: string): ReadProject {
  const { project } = sourceFile('file:///w/.envoy-sidecar.yaml', text);
  return project ?? assert.fail('not read as a project file');
}

/** The kinds of the mistakes, with the texts that they are about. */
const mistakes = (text: string) =>
  read(text).problems.map(({ kind, range }) => `${kind}: ${text.slice(range.start, range.end)}`);

describe('a project file', () => {
  it('sets severities, patterns, images, versions and ports', () => {
    const text = `rules:
  envoy/unused-cluster: off
  "kubernetes/*": "warning"
ignore:
  - vendor/**
  - '!vendor/ours'
envoyImages: [example.com/proxy]
envoyVersion:
  legacy/**: 1.30
  "**": v1.36.4
kubernetesVersion: v1.33.4
appPorts:
  team/app: 8080
  team/other: [80, "443"]
`;
    const { settings, problems, keys } = read(text);
    assert.deepEqual(problems, []);
    assert.deepEqual(keys, ['rules', 'ignore', 'envoyImages', 'envoyVersion', 'kubernetesVersion', 'appPorts']);
    const { envoyVersions, kubernetesVersions, ...others } = settings;
    assert.deepEqual(
      kubernetesVersions.map(({ version }) => version),
      ['1.33'],
    );
    assert.deepEqual(
      envoyVersions.map(({ pattern, version }) => [pattern, version]),
      [
        ['legacy/**', '1.30'],
        ['**', '1.36.4'],
      ],
    );
    assert.deepEqual(others, {
      rules: { 'envoy/unused-cluster': 'off', 'kubernetes/*': 'warning' },
      ignore: ['vendor/**', '!vendor/ours'],
      envoyImages: ['example.com/proxy'],
      appPorts: { 'team/app': [8080], 'team/other': [80, 443] },
    });
  });

  it('may set one version for all files', () => {
    const [one, ...others] = read('envoyVersion: 1.30\n').settings.envoyVersions;
    assert.deepEqual([one?.version, one?.pattern, others.length], ['1.30', undefined, 0]);
  });

  it('may be empty, or have keys without values', () => {
    for (const text of ['', '# later\n', '---\n', 'rules:\nignore:\nenvoyVersion:\nappPorts:\n  a:\n', 'ignore: []\n'])
      assert.deepEqual(mistakes(text), [], text);
  });

  it('leaves out the parts with mistakes, and keeps the others', () => {
    const text = `rules: { envoy/a: of, envoy/b: hint }
ignore: [a, {}, '']
envoyVersion: latest
appPorts: { a: 0, b: 65536, c: [1, x], d: 1 }
`;
    assert.deepEqual(mistakes(text), [
      'invalid-value: of',
      'invalid-value: {}',
      "invalid-value: ''",
      'invalid-version: latest',
      'invalid-value: 0',
      'invalid-value: 65536',
      'invalid-value: x',
    ]);
    const { settings } = read(text);
    assert.deepEqual(settings.rules, { 'envoy/b': 'hint' });
    assert.deepEqual(settings.ignore, ['a']);
    assert.deepEqual(settings.envoyVersions, []);
    assert.deepEqual(settings.appPorts, { d: [1] });
  });

  it('is not read if a value has another type', () => {
    assert.deepEqual(mistakes('- rules\n'), ['invalid-value: - rules']);
    assert.deepEqual(mistakes('ignore: []\n---\nrules: {}\n'), ['invalid-value: rules: {}']);
    assert.deepEqual(mistakes('rules: off\n'), ['invalid-value: off']);
    assert.deepEqual(mistakes('ignore: a\nenvoyImages: { a: b }\n'), ['invalid-value: a', 'invalid-value: { a: b }']);
    assert.deepEqual(mistakes('envoyVersion: [1.36]\nappPorts: 80\n'), ['invalid-value: [1.36]', 'invalid-value: 80']);
  });

  it('reports unknown and duplicate keys', () => {
    assert.deepEqual(mistakes('ruls: {}\nignore: []\nignore: []\n'), ['duplicate-key: ignore', 'unknown-key: ruls']);
    assert.deepEqual(mistakes('appPorts: { a: 1, a: 2 }\n'), ['duplicate-key: a']);
    assert.deepEqual(read('appPorts: { a: 1, a: 2 }\n').settings.appPorts, { a: [2] });
  });

  it('has names that JavaScript uses itself', () => {
    const { settings } = read('rules: { __proto__: off, constructor: hint }\nappPorts: { __proto__: 1 }\n');
    assert.deepEqual(Object.entries(settings.rules), [
      ['__proto__', 'off'],
      ['constructor', 'hint'],
    ]);
    assert.deepEqual(Object.entries(settings.appPorts), [['__proto__', [1]]]);
  });
});
