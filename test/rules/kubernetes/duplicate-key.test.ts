import { kubernetesDuplicateKey } from '../../../server/src/analysis/rules/kubernetes/duplicate-key.ts';
import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

describe('kubernetes/duplicate-key', () => {
  it('reports its examples, and the fix repairs them', () => {
    for (const { before, after } of kubernetesDuplicateKey.examples) {
      checkDiagnostics(before);
      checkFix(before, 'kubernetes/duplicate-key', after ?? '');
    }
  });

  it('removes all but the last one of a key that stands three times', () => {
    const text = (restart: string) =>
      `#- /pod.yaml\napiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec:\n${restart}  containers: [{ name: a, image: b }]\n`;
    const always = '  restartPolicy: Always\n';
    const before = text(always.repeat(3));
    checkFix(before, 'kubernetes/duplicate-key', text(always), 'Remove earlier entries');
  });

  it('is silent about a key that overrides a merged one', () => {
    checkDiagnostics(`#- /config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: a, labels: &labels { app: a } }
data: { <<: *labels, app: b }
`);
  });
});
