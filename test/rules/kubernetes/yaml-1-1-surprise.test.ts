import { kubernetesYamlSurprise } from '../../../server/src/analysis/rules/kubernetes/yaml-1-1-surprise.ts';
import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

describe('kubernetes/yaml-1-1-surprise', () => {
  it('reports its examples, and the fix repairs them', () => {
    for (const { before, after } of kubernetesYamlSurprise.examples) {
      checkDiagnostics(before);
      checkFix(before, 'kubernetes/yaml-1-1-surprise', after ?? '');
    }
  });

  it('reports labels and ConfigMap values too, but not strings that only look unusual', () => {
    checkDiagnostics(`#- /config.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: a
  labels: { fast: on, released: 2030-01-31 }
  #               ^^ error kubernetes/yaml-1-1-surprise
data:
  mode: 0644
  #     ^^^^ error kubernetes/yaml-1-1-surprise: 'mode' must be a string, but the API server reads '0644' as a number. Add quotes.
  quoted: "yes"
  time: 1:20
  empty:
`);
  });
});
