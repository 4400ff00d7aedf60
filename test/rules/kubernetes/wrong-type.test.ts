import { wrongType } from '../../../server/src/analysis/rules/kubernetes/wrong-type.ts';
import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

describe('kubernetes/wrong-type', () => {
  it('reports its examples, and the fix repairs them', () => {
    for (const { before, after } of wrongType.examples) {
      checkDiagnostics(before);
      checkFix(before, 'kubernetes/wrong-type', after ?? '');
    }
  });

  it('underlines the value, whatever its shape', () => {
    checkDiagnostics(`#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: my-pod }
spec:
  hostNetwork: 'true'
  #            ^^^^^^ error kubernetes/wrong-type
  containers:
    - name: app
      image: nginx
      command: nginx
      #        ^^^^^ error kubernetes/wrong-type: 'command' must be of type list, not string.
      ports: { containerPort: 80 }
      #      ^^^^^^^^^^^^^^^^^^^^^ error kubernetes/wrong-type: 'ports' must be of type list, not map.
`);
  });

  it('claims nothing of a placeholder', () => {
    checkDiagnostics(`#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: my-pod }
spec:
  containers: [{ name: app, image: nginx, ports: [{ containerPort: "$(PORT)" }] }]
`);
  });
});
