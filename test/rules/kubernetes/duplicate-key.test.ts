import { kubernetesDuplicateKey } from '../../../server/src/analysis/rules/kubernetes/duplicate-key.ts';
import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

describe('kubernetes/duplicate-key', () => {
  it('reports its examples, and the fix repairs them', () => {
    for (const { before, after } of kubernetesDuplicateKey.examples) {
      checkDiagnostics(before);
      checkFix(before, 'kubernetes/duplicate-key', after ?? '');
    }
  });

  it('reports nothing about a key that overrides a merged one', () => {
    checkDiagnostics(`#- /config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: a, labels: &labels { app: a } }
data: { <<: *labels, app: b }
`);
  });
});
