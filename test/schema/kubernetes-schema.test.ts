import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { toManifestValue } from '../../server/src/analysis/kubernetes/manifest-value.ts';
import { kubernetesFieldNames, validateManifest } from '../../server/src/analysis/schema/kubernetes-schema.ts';
import { parseYaml } from '../../server/src/analysis/yaml/syntax/parse-yaml.ts';
import { cases } from './kubernetes-verdicts/cases.ts';

interface Verdict {
  readonly name: string;
  /** Why the API server rejects it. Absent if it accepts it. */
  readonly create?: string;
  readonly apply?: string;
}

const verdicts = JSON.parse(
  readFileSync(new URL('kubernetes-verdicts/verdicts.json', import.meta.url), 'utf8'),
) as Verdict[];

const findings = (text: string, partial = false) => {
  const value = toManifestValue(parseYaml(text).documents[0]?.root).value as { apiVersion: string; kind: string };
  return validateManifest(value.apiVersion, value.kind, value, { partial });
};

const pod = (container: string) => `apiVersion: v1
kind: Pod
metadata: { name: a }
spec:
  containers:
    - { name: c, image: i, ${container} }
`;

/** The version of the server that gave the verdicts. */
const asked = '1.34';

describe('validateManifest', () => {
  it('knows the verdict of a real API server for every case', () => {
    const ask = 'ask a server again: test/schema/kubernetes-verdicts/ask.ts';
    assert.deepEqual(
      verdicts.map(({ name }) => name),
      cases.map(({ name }) => name),
      ask,
    );
  });

  for (const [index, { name, manifest }] of cases.entries())
    it(`judges as a real API server does: ${name}`, () => {
      // undefined members are not there, as in JSON.
      const found = validateManifest(manifest.apiVersion, manifest.kind, JSON.parse(JSON.stringify(manifest)), {
        version: asked,
      });
      const verdict = verdicts[index];
      const judged =
        found.length === 0 ? 'accepted' : found.every((f) => f.onlyApplyRefuses) ? 'apply refuses' : 'refused';
      const expected = verdict?.create ? 'refused' : verdict?.apply ? 'apply refuses' : 'accepted';
      assert.equal(judged, expected, verdict?.create ?? verdict?.apply);
    });

  it('gives the location, the fault and the intended text', () => {
    assert.deepEqual(findings(pod('prots: []')), [
      {
        code: 'unknown-field',
        path: ['spec', 'containers', 0, 'prots'],
        args: ['prots', 'Container'],
        suggestions: ['ports'],
      },
    ]);
    assert.deepEqual(findings(pod('env: [{ name: A, value: yes }]')), [
      { code: 'wrong-type', path: ['spec', 'containers', 0, 'env', 0, 'value'], args: ['value', 'string', 'boolean'] },
    ]);
    assert.deepEqual(findings(pod('ports: [{}]')), [
      { code: 'missing-field', path: ['spec', 'containers', 0, 'ports', 0], args: ['containerPort', 'ContainerPort'] },
    ]);
    assert.deepEqual(findings(pod('imagePullPolicy: always')), [
      {
        code: 'invalid-value',
        path: ['spec', 'containers', 0, 'imagePullPolicy'],
        constraint: 'enum',
        args: ['imagePullPolicy', 'always', 'Always, IfNotPresent, Never'],
        suggestions: ['Always', 'Never', 'IfNotPresent'],
      },
    ]);
    assert.deepEqual(findings(pod('ports: [{ containerPort: 70000 }]')), [
      {
        code: 'invalid-value',
        path: ['spec', 'containers', 0, 'ports', 0, 'containerPort'],
        constraint: 'range',
        args: ['containerPort', 70000, 1, 65535],
      },
    ]);
  });

  it('suggests names that differ in case or hyphens first', () => {
    assert.equal(findings(pod('image-pull-policy: Always'))[0]?.suggestions?.[0], 'imagePullPolicy');
    assert.equal(findings(pod('volumemounts: []'))[0]?.suggestions?.[0], 'volumeMounts');
  });

  it('takes a null in a required field for a missing one', () => {
    const found = findings('apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec:\n  containers:\n');
    assert.deepEqual(found, [{ code: 'missing-field', path: ['spec'], args: ['containers', 'PodSpec'] }]);
  });

  it('reports nothing about a value that is filled in', () => {
    assert.deepEqual(findings(pod("ports: [{ containerPort: '$(PORT)' }], imagePullPolicy: '{{ .policy }}'")), []);
  });

  it('does not miss fields in a part of an object', () => {
    const patch =
      'apiVersion: apps/v1\nkind: Deployment\nspec: { template: { spec: { $patch: replace, conatiners: [] } } }\n';
    assert.deepEqual(
      findings(patch, true).map(({ code, args }) => [code, args[0]]),
      [['unknown-field', 'conatiners']],
    );
  });

  it('reports nothing about kinds and versions it does not know', () => {
    assert.deepEqual(validateManifest('example.com/v1', 'Pod', { spec: 1 }), []);
    assert.deepEqual(validateManifest('extensions/v1beta1', 'Deployment', { spec: 1 }), []);
    assert.deepEqual(validateManifest('v1', 'constructor', { spec: 1 }), []);
  });

  it('judges the items of a List', () => {
    const item = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, dat: {} };
    const found = validateManifest('v1', 'List', { apiVersion: 'v1', kind: 'List', items: [item] });
    assert.deepEqual(
      found.map(({ path }) => path),
      [['items', 0, 'dat']],
    );
  });

  it('survives values of any shape', () => {
    for (const value of [1, 'a', [], {}, { spec: [] }, { metadata: 5 }, { spec: { containers: [null, 1, []] } }])
      assert.ok(validateManifest('v1', 'Pod', value).length > 0);
  });
});

describe('kubernetesFieldNames', () => {
  it('names the fields at a path', () => {
    assert.deepEqual(
      kubernetesFieldNames('apps/v1', 'Deployment', ['spec', 'template', 'spec', 'containers', 0, 'ports', 0]),
      ['containerPort', 'hostIP', 'hostPort', 'name', 'protocol'],
    );
    assert.deepEqual(kubernetesFieldNames('v1', 'Pod', ['spec', 'nodeSelector', 'a']), []);
  });
});
