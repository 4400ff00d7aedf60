import assert from 'node:assert/strict';
import { renamed } from '../../fixture/rename.ts';

const deployment = (label: string) => `#- /web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: ${label}, tier: web } }
    spec:
      containers: [{ name: app, image: "example.com/web:1.4.2" }]
`;
const others = `#- /others.yaml
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports: [{ port: 80 }]
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec: { minAvailable: 1, selector: { matchLabels: { app: web } } }
---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: tier }
spec: { minAvailable: 1, selector: { matchLabels: { tier: web } } }
`;

describe('the value of a label', () => {
  const changed = [
    'web.yaml:5 selector: { matchLabels: { app: shop } }',
    'web.yaml:7 metadata: { labels: { app: shop, tier: web } }',
    'others.yaml:5 selector: { app: shop }',
    'others.yaml:11 spec: { minAvailable: 1, selector: { matchLabels: { app: shop } } }',
  ];

  it('is renamed in the pod, and in all selectors that choose the pod by this label', () => {
    assert.deepEqual(renamed(deployment('w$0eb') + others, 'shop'), changed);
    assert.deepEqual(renamed(deployment('web') + others.replace('app: web', 'app: w$0eb'), 'shop'), changed);
    assert.deepEqual(
      renamed(deployment('web') + others.replace('Labels: { app: web', 'Labels: { app: w$0eb'), 'shop'),
      changed,
    );
  });

  it('is not renamed to a value that Kubernetes rejects', () => {
    assert.match(String(renamed(deployment('w$0eb'), 'a b')), /^'a b' is not a valid label value\./);
  });
});
