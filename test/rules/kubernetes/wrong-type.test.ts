import { wrongType } from '../../../server/src/analysis/rules/kubernetes/wrong-type.ts';
import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

describe('kubernetes/wrong-type', () => {
  it('reports its examples, and the fix repairs them', () => {
    for (const { before, after } of wrongType.examples) {
      checkDiagnostics(before);
      checkFix(before, 'kubernetes/wrong-type', after ?? '');
    }
  });

  it('underlines the value, whatever its type', () => {
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

  it('reports nothing about a placeholder', () => {
    checkDiagnostics(`#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: my-pod }
spec:
  containers: [{ name: app, image: nginx, ports: [{ containerPort: "$(PORT)" }] }]
`);
  });

  it('reports nothing about what a script fills in', () => {
    for (const replicas of ['{replicas}', '"%REPLICAS%"', '__REPLICAS__', '<REPLICAS>', '"@@REPLICAS@@"'])
      checkDiagnostics(`#- /all.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: orders }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: orders } }
  template:
    metadata: { labels: { app: orders } }
    spec:
      containers:
        - name: orders
          image: example.com/orders:1
          ports: [{ containerPort: {port} }]
`);
  });
});
