import assert from 'node:assert/strict';
import { kubernetesVersionTooOld } from '../../../server/src/analysis/rules/kubernetes/version-too-old.ts';
import { emptyWorkspace, diagnose, formatMessage, withText } from '../../../server/src/analysis/index.ts';
import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';

const { code } = kubernetesVersionTooOld;

const pod = (version: string, spec: string) => `#- /pod.yaml
# envoy-sidecar: kubernetes=${version}
apiVersion: v1
kind: Pod
metadata: { name: my-pod }
spec:
${spec}  containers:
    - name: app
      image: nginx
`;

const resources = '  resources: { limits: { cpu: "1" } }\n';

describe(code, () => {
  it('reports its examples, and a fix raises the version', () => {
    for (const { before, after } of kubernetesVersionTooOld.examples) {
      checkDiagnostics(before);
      checkFix(before, code, after ?? '');
    }
  });

  it('reports nothing for the version with the field, for newer ones and without a version', () => {
    for (const version of ['1.32', '1.33.4', '1.99']) checkDiagnostics(pod(version, resources));
    checkDiagnostics(pod('1.31', resources).replace(/\n# .*/, ''));
  });

  it('offers to raise the version in the comment, or to remove the field', () => {
    assert.deepEqual(fixTitles(pod('1.31', resources), code), ["Change the version to '1.32'", "Remove 'resources'"]);
  });

  it('does not report what is inside of a field that is unknown as a whole', () => {
    checkDiagnostics(`${pod('1.30', '')}  resources: { limts: 1 }
# ^^^^^^^^^ error kubernetes/version-too-old
`);
  });

  it('reports an unknown field of patches, too', () => {
    checkDiagnostics(`#- /overlays/patch.yaml
# envoy-sidecar: kubernetes=1.31
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  template:
    spec:
      resources: { limits: { cpu: "1" } }
    # ^^^^^^^^^ error kubernetes/version-too-old
`);
  });

  it('reports kinds', () => {
    checkDiagnostics(`#- /cidr.yaml
# envoy-sidecar: kubernetes=1.32
apiVersion: networking.k8s.io/v1
#           ^^^^^^^^^^^^^^^^^^^^ error kubernetes/version-too-old: 'ServiceCIDR' requires Kubernetes 1.33 or later, but this manifest targets 1.32.
kind: ServiceCIDR
metadata: { name: more }
spec: { cidrs: [10.0.0.0/24] }
`);
  });

  it('takes the version of the settings', () => {
    const uri = 'file:///pod.yaml';
    const text = pod('', resources).replace(/^.*\n.*\n/, '');
    const messages = (kubernetesVersion: string) =>
      diagnose(withText(emptyWorkspace({ kubernetesVersion }), uri, text), uri).map(({ message }) =>
        formatMessage(message),
      );
    assert.deepEqual(messages('1.31'), [
      "'resources' requires Kubernetes 1.32 or later, but this manifest targets 1.31.",
    ]);
    assert.deepEqual(messages('1.32'), []);
  });
});
