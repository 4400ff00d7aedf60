import assert from 'node:assert/strict';
import { lowerManifests } from '../../server/src/analysis/kubernetes/lower-manifest.ts';
import type { Manifest } from '../../server/src/analysis/kubernetes/manifest.ts';
import { parseYaml } from '../../server/src/analysis/yaml/syntax/parse-yaml.ts';

const lower = (text: string): readonly Manifest[] => parseYaml(text).documents.flatMap(lowerManifests);

describe('lowering manifests', () => {
  it('finds the pod of every kind that has one', () => {
    const spec = '{ containers: [{ name: c }] }';
    for (const [kind, body] of [
      ['Pod', `spec: ${spec}`],
      ['Deployment', `spec: { template: { spec: ${spec} } }`],
      ['PodTemplate', `template: { spec: ${spec} }`],
      ['CronJob', `spec: { jobTemplate: { spec: { template: { spec: ${spec} } } } }`],
    ] as const)
      assert.equal(
        lower(`apiVersion: x/v1\nkind: ${kind}\n${body}`)[0]?.podSpec?.containers[0]?.name?.value,
        'c',
        kind,
      );
  });

  it('reads the items of a List and several documents', () => {
    const pod = '{ apiVersion: v1, kind: Pod, metadata: { name: a } }';
    assert.deepEqual(
      lower(`apiVersion: v1\nkind: List\nitems: [${pod}]\n---\n${pod}\n---\nfoo: 1`).map(({ name }) => name?.value),
      ['a', 'a'],
    );
  });

  it('reads ports as numbers and names, and leaves placeholders unknown', () => {
    const ports = lower(`apiVersion: v1
kind: Service
spec:
  ports:
    - { port: 80, targetPort: 0x50 }
    - { port: 81, targetPort: http }
    - { port: 82 }
    - { port: 83, targetPort: "\${PORT}" }`)[0]?.service?.ports;
    assert.deepEqual(
      ports?.map(({ targetPort, unknown }) => [
        targetPort?.kind === 'number' ? targetPort.port.value : targetPort?.name.value,
        unknown,
      ]),
      [
        [80, false],
        ['http', false],
        [undefined, false],
        [undefined, true],
      ],
    );
  });

  it('reads probes of every handler', () => {
    const probes = lower(`apiVersion: v1
kind: Pod
spec:
  containers:
    - readinessProbe: { httpGet: { port: ready } }
      livenessProbe: { tcpSocket: { port: 1 } }
      startupProbe: { exec: { command: [x] } }`)[0]?.podSpec?.containers[0]?.probes;
    assert.deepEqual(
      probes?.map(({ kind, port }) => [kind, port?.kind]),
      [
        ['livenessProbe', 'number'],
        ['readinessProbe', 'name'],
        ['startupProbe', undefined],
      ],
    );
  });
});
