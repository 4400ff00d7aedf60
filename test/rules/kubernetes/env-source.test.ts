import { envSource } from '../../../server/src/analysis/rules/kubernetes/env-source.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
import { checkSaid, podText } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/env-source';

describe(code, () => {
  it('reports its examples', () => {
    for (const { before } of envSource.examples) checkDiagnostics(before);
  });

  it('requires one source', () => {
    const env = (written: string) => podText(`env: [{ name: A, ${written} }]`);
    checkSaid(env('value: b'));
    checkSaid(env('value: "", valueFrom: { fieldRef: { fieldPath: metadata.name } }'));
    checkSaid(
      env('value: b, valueFrom: { fieldRef: { fieldPath: metadata.name } }'),
      `${code}: A variable must not have both`,
    );
    checkSaid(env('valueFrom: {}'), `${code}: 'valueFrom' requires one of`);
    checkSaid(env('valueFrom: { fieldRef: { fieldPath: "metadata.labels[\'app\']" } }'));
    checkSaid(
      env('valueFrom: { fieldRef: { fieldPath: metadata.labels } }'),
      `${code}: An environment variable does not support`,
    );
  });

  it('knows the resources of a container and their units', () => {
    const ref = (written: string) => podText(`env: [{ name: A, valueFrom: { resourceFieldRef: { ${written} } } }]`);
    for (const fine of [
      'resource: limits.cpu, divisor: 1m',
      'resource: requests.memory, divisor: 1Mi',
      'resource: limits.cpu, divisor: 0',
    ])
      checkSaid(ref(fine));
    checkSaid(ref('resource: limits.cpus'), `${code}: 'limits.cpus' is not a resource of a container.`);
    checkSaid(ref('resource: limits.cpu, divisor: 10m'), `${code}: '10m' is not a unit of 'limits.cpu'.`);
    checkSaid(ref('resource: limits.memory, divisor: 3Mi'), `${code}: '3Mi' is not a unit of 'limits.memory'.`);
  });

  it('knows files in volumes since Kubernetes 1.35', () => {
    const file = (volume: string, more = '') =>
      podText(
        `env: [{ name: A, valueFrom: { fileKeyRef: { key: A, path: env, volumeName: ${volume} }${more} } }]`,
        'volumes: [{ name: data, emptyDir: {} }, { name: bare }, { name: config, configMap: { name: a } }]',
      );
    const old = '# envoy-sidecar: kubernetes=1.34\n';
    checkSaid(file('data'));
    checkSaid(file('bare'));
    checkSaid(file('config'), `${code}: 'fileKeyRef' requires an emptyDir volume with the name 'config'.`);
    checkSaid(old + file('config'));
    const both = file('data', ', fieldRef: { fieldPath: metadata.name }');
    checkSaid(both, `${code}: 'valueFrom' must have only one source.`);
    checkSaid(old + both);
    checkSaid(old + podText('env: [{ name: A, valueFrom: { fileKeyRef: { key: A, path: b, volumeName: c } } }]'));
  });
});
