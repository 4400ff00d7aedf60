import { invalidName } from '../../../server/src/analysis/rules/kubernetes/invalid-name.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
import { checkSaid, deploymentText, podText, serviceText } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/invalid-name';

describe(code, () => {
  it('reports its examples', () => {
    for (const { before } of invalidName.examples) checkDiagnostics(before);
  });

  it('knows the names of each kind', () => {
    const named = (kind: string, name: string) => `apiVersion: v1\nkind: ${kind}\nmetadata: { name: ${name} }\n`;
    checkSaid(named('ConfigMap', 'a.b-c.d'));
    checkSaid(named('ConfigMap', 'a_b'), `${code}: 'a_b' is not a valid name.`);
    checkSaid(named('Secret', 'a..b'), code);
    const service = (name: string) => serviceText('ports: [{ port: 80 }]').replace('web', name);
    checkSaid(service('1web'));
    checkSaid(service('web.shop'), `${code}: 'web.shop' is not a valid name.`);
    checkSaid(`# envoy-sidecar: kubernetes=1.35\n${service('1web')}`, `${code}: '1web' is not a valid Service name.`);
    checkSaid(podText().replace('name: web', 'generateName: web-'));
    checkSaid(podText().replace('name: app', `name: ${'a'.repeat(64)}`), code);
  });

  it('knows the names in references', () => {
    const variable = (ref: string) => podText(`env: [{ name: A, valueFrom: { ${ref} } }]`);
    checkSaid(variable('secretKeyRef: { name: a.b, key: _k }'));
    checkSaid(variable('secretKeyRef: { name: A_b, key: k }'), `${code}: 'A_b' is not a valid name.`);
    checkSaid(variable('configMapKeyRef: { name: a, key: a/b }'), `${code}: 'a/b' is not a valid key.`);
    checkSaid(podText('envFrom: [{ configMapRef: { name: A } }]'), `${code}: 'A' is not a valid name.`);
    checkSaid(podText('env: [{ name: a=b, value: c }]'), `${code}: 'a=b' is not a valid name of a variable.`);
    checkSaid(
      deploymentText({ kind: 'StatefulSet' }, 'serviceName: a.b'),
      `${code}: 'a.b' is not a valid name. Use lowercase letters, digits and '-'`,
    );
  });

  it('knows names that are only a part of a path, and finalizers', () => {
    checkSaid('apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: { name: wEb }\n');
    const finalizer = (name: string) => podText().replace('name: web', `name: web, finalizers: [${name}]`);
    checkSaid(finalizer('example.com/clean'));
    checkSaid(finalizer('clean'), `${code}: 'clean' is not a valid finalizer.`);
  });

  it('knows host names, and the older name of a ServiceAccount', () => {
    checkSaid(podText('', 'hostnameOverride: a.example.com'));
    checkSaid(podText('', 'hostnameOverride: A'), `${code}: 'A' is not a valid name.`);
    const long = 'a'.repeat(40);
    checkSaid(podText('', `hostnameOverride: ${long}.${long}`), `${code}: '${long}.${long}' must be no longer than 64`);
    checkSaid(podText('', 'serviceAccount: A'), `${code}: 'A' is not a valid name.`);
    checkSaid(podText('', 'serviceAccount: A, serviceAccountName: b'));
  });

  it('reports nothing about a placeholder or a patch', () => {
    checkSaid(podText().replace('name: web', 'name: "${NAME}_x"'));
    checkDiagnostics(`#- /overlays/dev/pod.yaml\n${podText().replace('name: app', 'name: My_App')}`);
  });
});
