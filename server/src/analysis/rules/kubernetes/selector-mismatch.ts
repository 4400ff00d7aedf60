import {
  entriesIn,
  isMap,
  isSet,
  isWritten,
  type ObjectPart,
  partAt,
  partsIn,
  textOf,
} from '../../kubernetes/object-part.ts';
import { changeTo, objectCheck, type Refuse } from '../findings/object-check.ts';
import { isMatch } from '../findings/label-selectors.ts';
import { message } from '../message.ts';
import { rule, type Subjects } from '../rule.ts';

export const selectorMismatch = rule({
  code: 'kubernetes/selector-mismatch',
  subject: 'manifest',
  checksBuilds: true,
  severity: 'error',
  summary: 'The selector of a workload does not match the labels of its pod template.',
  why: 'A Deployment, StatefulSet, DaemonSet or ReplicaSet finds its pods by its selector, so the labels of the template must match it. The API server rejects the object otherwise.',
  examples: [
    {
      before: `#- /deployment.yaml stock:deployment
#~         app: web =>         app: website
#? error kubernetes/selector-mismatch at "website": The selector requires label 'app' to be 'web'.
`,
      after: `#- /deployment.yaml stock:deployment
`,
    },
  ],
  check: objectCheck((object, refuse, subject) => {
    const { kind, spec, pod } = object;
    const selector = partAt(spec, 'selector');
    if (!controllers.includes(kind) || !pod || !isMap(selector)) return;
    const mayBeSet = (key: string) => subject.labelsSet.some((label) => label === key || label === undefined);
    const labels = partAt(pod, 'metadata', 'labels');
    if (!isWritten(selector) || !isWritten(labels)) return;
    for (const [key, wanted] of entriesIn(partAt(selector, 'matchLabels'))) {
      const value = textOf(wanted);
      if (value !== undefined && textOf(partAt(labels, key)) !== value && !mayBeSet(key))
        refuseLabel(
          { key, value, wanted, label: partAt(labels, key), own: partAt(object.root, 'metadata', 'labels', key) },
          refuse,
          subject,
        );
    }
    for (const expression of partsIn(partAt(selector, 'matchExpressions')))
      if (subject.labelsSet.length === 0 && isMatch(expression, labels) === false)
        refuse(partAt(expression, 'key'), message('This does not match the labels of the pod template.'));
  }),
});

const controllers = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];

interface Difference {
  readonly key: string;
  readonly value: string;
  /** In the selector. */
  readonly wanted: ObjectPart;
  /** In the template. */
  readonly label: ObjectPart;
  /** Of the object itself: it tells which of the two is wrong. */
  readonly own: ObjectPart;
}

function refuseLabel(
  { key, value, wanted, label, own }: Difference,
  refuse: Refuse,
  subject: Subjects['manifest'],
): void {
  const written = textOf(label);
  if (written === undefined && textOf(own) !== value && !isSet(label))
    refuse(wanted, message("The pod template has no label '{0}: {1}'.", key, value));
  else if (written !== undefined && textOf(own) === written)
    refuse(wanted, message("The pod template has label '{0}' with the value '{1}'.", key, written), {
      fixes: changeTo(subject, written),
    });
  else
    refuse(label, message("The selector requires label '{0}' to be '{1}'.", key, value), {
      fixes: changeTo(subject, value),
    });
}
