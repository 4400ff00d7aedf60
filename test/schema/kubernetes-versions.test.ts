import assert from 'node:assert/strict';
import type { KubernetesField } from '../../server/src/analysis/schema/kubernetes-facts.ts';
import { kubernetesFacts } from '../../server/src/analysis/schema/kubernetes-places.ts';
import { validateManifest } from '../../server/src/analysis/schema/kubernetes-schema.ts';
import {
  absence,
  isTooNew,
  kindSince,
  kubernetesVersion,
} from '../../server/src/analysis/schema/kubernetes-versions.ts';

const field = (type: string, name: string): KubernetesField => {
  const found = kubernetesFacts.types[type]?.[name];
  assert.ok(found, `${type}.${name}`);
  return found;
};

describe('kubernetesVersion', () => {
  it('reads what people write', () => {
    for (const [written, version] of [
      ['1.33', '1.33'],
      ['v1.33', '1.33'],
      ['1.33.4', '1.33'],
      ['v1.33.5-gke.1080000', '1.33'],
      ['v1.33.5+k3s1', '1.33'],
    ])
      assert.equal(kubernetesVersion(written ?? ''), version);
    for (const written of ['', '1', 'latest', '1.x', '01.33', '1.33.', '1.33.4.5'])
      assert.equal(kubernetesVersion(written), undefined, written);
  });
});

describe('the versions of the facts', () => {
  it('say when fields came', () => {
    assert.deepEqual(absence(field('PodSpec', 'resources'), '1.31'), { since: '1.32' });
    assert.equal(absence(field('PodSpec', 'resources'), '1.32'), undefined);
    assert.equal(absence(field('PodSpec', 'resources'), undefined), undefined);
    assert.deepEqual(absence(field('Volume', 'image'), '1.30'), { since: '1.31' });
    assert.equal(field('PodSpec', 'containers').since, undefined);
  });

  it('say when fields went', () => {
    const gone: KubernetesField = { type: 'string', since: '1.31', until: '1.32' };
    assert.deepEqual(absence(gone, undefined), { removed: '1.33' });
    assert.deepEqual(absence(gone, '1.33'), { removed: '1.33' });
    assert.equal(absence(gone, '1.32'), undefined);
    assert.deepEqual(absence(gone, '1.30'), { since: '1.31' });
  });

  it('say when kinds came', () => {
    assert.equal(kindSince('networking.k8s.io/v1', 'ServiceCIDR'), '1.33');
    assert.equal(kindSince('v1', 'Pod'), undefined);
    assert.equal(kindSince('v1', 'constructor'), undefined);
  });

  it('compare numbers, not texts', () => {
    assert.ok(isTooNew('1.33', '1.9'));
    assert.ok(!isTooNew('1.33', '1.100'));
    assert.ok(!isTooNew(undefined, '1.30'));
  });

  it('are those of each minor version, one by one', () => {
    const { version, older } = kubernetesFacts.source;
    const minors = [...older.map((one) => one.version), version].map((one) => Number(one.split('.')[1]));
    assert.equal(minors[0], 30);
    assert.deepEqual(
      minors,
      minors.map((_, index) => 30 + index),
    );
  });
});

describe('validateManifest for a version', () => {
  const pod = (container: object, spec: object = {}) => ({
    ...{ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } },
    spec: { ...spec, containers: [{ name: 'c', image: 'i', ...container }] },
  });
  const found = (value: object, version?: string) => validateManifest('v1', 'Pod', value, { version });

  it('reports values', () => {
    const service = (trafficDistribution: string) => ({
      ...{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'a' } },
      spec: { ports: [{ port: 80 }], trafficDistribution },
    });
    const codes = (value: object, version: string) =>
      validateManifest('v1', 'Service', value, { version }).map(({ code, args }) => [code, ...args].slice(0, 3));
    assert.deepEqual(codes(service('PreferSameZone'), '1.33'), [['version-too-old', 'PreferSameZone', '1.34']]);
    assert.deepEqual(codes(service('PreferSameZone'), '1.34'), []);
    assert.deepEqual(codes(service('PreferClose'), '1.33'), []);
    assert.deepEqual(codes(service('prefer'), '1.33'), [['invalid-value', 'trafficDistribution', 'prefer']]);
  });

  it('requires nothing of a field that the server drops unless a feature gate is on', () => {
    const probe = { grpc: { port: 1, mode: 'none' } };
    assert.deepEqual(found(pod({ readinessProbe: probe }, { evictionResponders: [{}] })), []);
  });

  it('reports the outermost field that the version does not have', () => {
    const value = pod({}, { volumes: [{ name: 'v', image: { refrence: 'i' } }] });
    assert.deepEqual(found(value, '1.30'), [
      { code: 'version-too-old', path: ['spec', 'volumes', 0, 'image'], args: ['image', '1.31'] },
    ]);
    assert.deepEqual(
      found(value, '1.31').map(({ code }) => code),
      ['unknown-field'],
    );
  });
});
