import { duplicateListItem } from '../../../server/src/analysis/rules/kubernetes/duplicate-list-item.ts';
import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const pod = (env: string) => `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: my-pod }
spec:
  containers:
    - name: app
      image: nginx
      env:
        - name: A
          value: a
${env}`;

describe('kubernetes/duplicate-list-item', () => {
  it('reports its examples', () => {
    for (const { before } of duplicateListItem.examples) checkDiagnostics(before);
  });

  it('is reported at the item with nothing but its name, because that one is being written', () => {
    checkDiagnostics(
      `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: my-pod }
spec:
  containers: [{ name: app, image: nginx }]
  volumes:
    - name: a
#           ^ error kubernetes/duplicate-list-item: Duplicate 'a' in 'volumes'.
    - name: a
      emptyDir: {}
`,
    );
  });

  it('warns about what only server-side apply rejects, and removes it', () => {
    const before = pod('        - name: A\n          value: b\n');
    checkDiagnostics(
      before.replace(
        'A\n          value: b',
        "A\n        #       ^ warning kubernetes/duplicate-list-item: Duplicate 'A' in 'env'. Server-side apply fails.\n          value: b",
      ),
    );
    checkFix(before, 'kubernetes/duplicate-list-item', pod(''), 'Remove duplicate item');
  });
});
