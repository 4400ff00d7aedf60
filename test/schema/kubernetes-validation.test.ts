import assert from 'node:assert/strict';
import { diagnose, formatMessage } from '../../server/src/analysis/index.ts';
import { isAllowed, treatmentOf } from '../../server/src/analysis/schema/kubernetes-validation.ts';
import { workspaceOf } from '../fixture/check.ts';

const statefulSet = { apiVersion: 'apps/v1', kind: 'StatefulSet' };
const uri = 'file:///manifest.yaml';

/** The severities and codes for a version, without those of checks beyond the API server. */
const said = (text: string, version: string): readonly string[] => {
  const file = { uri, text: `# envoy-sidecar: kubernetes=${version}\n${text}`, claims: [] };
  return diagnose(workspaceOf([file]), uri)
    .filter(({ severity }) => severity !== 'hint' && severity !== 'information')
    .map(({ severity, code, message }) => `${severity} ${code}: ${formatMessage(message)}`);
};

describe('the validation of a version', () => {
  it('looks at the template and the claims of a StatefulSet since 1.34, and at labels before', () => {
    const volumes = ['spec', 'template', 'spec', 'volumes', 0, 'name'];
    assert.equal(treatmentOf(statefulSet, volumes, '1.33'), 'later');
    assert.equal(treatmentOf(statefulSet, volumes, '1.34'), 'validated');
    assert.equal(treatmentOf(statefulSet, volumes, undefined), 'validated');
    assert.equal(treatmentOf({ ...statefulSet, kind: 'Deployment' }, volumes, '1.33'), 'validated');
    for (const path of [
      ['spec', 'template', 'metadata', 'labels', 'app'],
      ['spec', 'template', 'spec', 'restartPolicy'],
    ])
      assert.equal(treatmentOf(statefulSet, path, '1.30'), 'validated');
  });

  it('ignores a field whose feature gate is off', () => {
    const service = { apiVersion: 'v1', kind: 'Service' };
    assert.equal(treatmentOf(service, ['spec', 'trafficDistribution'], '1.30'), 'ignored');
    assert.equal(treatmentOf(service, ['spec', 'trafficDistribution'], '1.31'), 'validated');
  });

  it('ignores a field in one version only', () => {
    const policy = ['spec', 'containers', 0, 'restartPolicy'];
    const pod = { apiVersion: 'v1', kind: 'Pod' };
    for (const [version, treatment] of [
      ['1.33', 'validated'],
      ['1.34', 'ignored'],
      ['1.35', 'validated'],
    ] as const)
      assert.equal(treatmentOf(pod, policy, version), treatment);
  });

  it('allows names of variables since 1.32', () => {
    assert.equal(isAllowed('any-variable-name', '1.31'), false);
    assert.equal(isAllowed('any-variable-name', '1.32'), true);
    assert.equal(isAllowed('any-variable-name', undefined), true);
  });
});

describe('the severity of what only the pods of an object are rejected for', () => {
  const text = `apiVersion: apps/v1
kind: StatefulSet
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: web, image: "example.com/web:1", volumeMounts: [{ name: data, mountPath: /data }] }
        - { name: web, image: "example.com/web:1", ports: [{ name: a, containerPort: 70000 }] }
      unknown: true
  volumeClaimTemplates:
    - { metadata: { name: own }, spec: { accessModes: [ReadWriteOnce], resources: {} } }
`;
  const found = (severity: string) => [
    `${severity} workload/volume-missing: Volume 'data' is not defined.`,
    `${severity} kubernetes/duplicate-list-item: Duplicate 'web' in 'containers'.`,
    `${severity} kubernetes/invalid-value: 'containerPort' must be between 1 and 65535, not 70000.`,
    "error kubernetes/unknown-field: Unknown field 'unknown' in PodSpec.",
    `${severity} kubernetes/volume-claim: A PersistentVolumeClaim requires 'storage' in 'resources.requests'.`,
  ];

  it('is a warning, unless the object cannot be decoded', () => {
    assert.deepEqual(said(text, '1.33'), found('warning'));
    assert.deepEqual(said(text, '1.34'), found('error'));
  });

  it('is a warning for the labels of the Jobs of a CronJob in all versions', () => {
    const cronJob = `apiVersion: batch/v1
kind: CronJob
metadata: { name: web }
spec:
  schedule: "* * * * *"
  jobTemplate:
    metadata: { labels: { app: a b } }
    spec: { template: { spec: { restartPolicy: Never, containers: [{ name: web, image: "example.com/web:1" }] } } }
`;
    for (const version of ['1.30', '1.37'])
      assert.deepEqual(
        said(cronJob, version).map((one) => one.split(':')[0]),
        ['warning kubernetes/invalid-label'],
      );
  });

  it('is none for a value that the server drops', () => {
    const service = (value: string) =>
      `apiVersion: v1\nkind: Service\nmetadata: { name: web }\nspec: { ports: [{ port: 80 }], ${value} }\n`;
    const codes = (version: string) =>
      said(service('trafficDistribution: Near'), version).map((one) => one.split(':')[0]);
    assert.deepEqual(codes('1.30'), []);
    assert.deepEqual(codes('1.31'), ['error kubernetes/invalid-value']);
  });
});
