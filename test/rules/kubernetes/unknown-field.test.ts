import assert from 'node:assert/strict';
import { unknownField } from '../../../server/src/analysis/rules/kubernetes/unknown-field.ts';
import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';

const pod = (container: string) => `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: my-pod }
spec:
  containers:
    - name: app
      image: nginx
${container}`;

describe('kubernetes/unknown-field', () => {
  it('reports its examples, and the fix repairs them', () => {
    for (const { before, after } of unknownField.examples) {
      checkDiagnostics(before);
      checkFix(before, 'kubernetes/unknown-field', after ?? '');
    }
  });

  it('offers only fields that do not exist yet', () => {
    const titles = (fields: string) => fixTitles(pod(fields), 'kubernetes/unknown-field');
    assert.deepEqual(titles('      volumemount: []\n'), ["Rename to 'volumeMounts'"]);
    assert.deepEqual(titles('      ports: []\n      Ports: []\n'), []);
  });

  it('reports nothing about custom resources and other versions', () => {
    checkDiagnostics('#- /a.yaml\napiVersion: example.com/v1\nkind: Pod\nmetadata: { name: a }\nsepc: 1\n');
    checkDiagnostics('#- /a.yaml\napiVersion: example.com/v1beta1\nkind: Deployment\nmetadata: { name: a }\nsepc: 1\n');
  });

  it('names a key as it is written, which the API server reads as a boolean', () => {
    checkDiagnostics(
      `${pod('      no: 1\n')}#? error kubernetes/unknown-field at "no": Unknown field 'no' in Container.\n`,
    );
  });
});
