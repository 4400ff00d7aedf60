import { entriesIn, isMap, isWritten, partAt, textOf } from '../../kubernetes/object-part.ts';
import { changeTo, objectCheck } from '../findings/object-check.ts';
import { isSelected } from '../findings/label-selectors.ts';
import { message } from '../message.ts';
import { rule } from '../rule.ts';

export const selectorMismatch = rule({
  code: 'kubernetes/selector-mismatch',
  subject: 'manifest',
  severity: 'error',
  summary: 'The selector of a workload does not match the labels of its pod template.',
  why: 'A Deployment, StatefulSet, DaemonSet or ReplicaSet finds its pods by its selector, so the labels of the template must match it. The API server rejects the object otherwise.',
  examples: [
    {
      before: `#- /deployment.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: website
        #    ^^^^^^^ error kubernetes/selector-mismatch: The selector requires label 'app' to be 'web'.
    spec:
      containers:
        - name: app
          image: nginx
`,
      after: `#- /deployment.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector:
    matchLabels:
      app: web
  template:
    metadata:
      labels:
        app: web
    spec:
      containers:
        - name: app
          image: nginx
`,
    },
  ],
  check: objectCheck(({ kind, spec, pod }, refuse, subject) => {
    const selector = partAt(spec, 'selector');
    if (!controllers.includes(kind) || !pod || !isMap(selector)) return;
    const labels = partAt(pod, 'metadata', 'labels');
    if (!isWritten(selector) || !isWritten(labels)) return;
    let isSaid = false;
    for (const [key, wanted] of entriesIn(partAt(selector, 'matchLabels'))) {
      const value = textOf(wanted);
      const label = partAt(labels, key);
      if (value === undefined || textOf(label) === value) continue;
      isSaid = true;
      refuse(label, message("The selector requires label '{0}' to be '{1}'.", key, value), {
        fixes: changeTo(subject, value),
      });
    }
    if (!isSaid && isSelected(selector, labels) === false)
      refuse(labels, message('The selector does not match the labels of the pod template.'));
  }),
});

const controllers = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];
