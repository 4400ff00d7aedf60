import { isSet, partAt } from '../../kubernetes/object-part.ts';
import { checkAmount } from '../findings/amount-or-percent.ts';
import { objectCheck } from '../findings/object-check.ts';
import { removeField } from '../findings/remove-part.ts';
import { message } from '../message.ts';
import { rule } from '../rule.ts';

export const disruptionBudget = rule({
  code: 'kubernetes/disruption-budget',
  subject: 'manifest',
  severity: 'error',
  summary: 'A PodDisruptionBudget has two limits, or one that is not allowed.',
  why: 'A PodDisruptionBudget has either `minAvailable` or `maxUnavailable`, a number or a percentage of up to 100%.',
  examples: [
    {
      before: `#- /budget.yaml
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  minAvailable: 1
  maxUnavailable: 1
# ^^^^^^^^^^^^^^ error kubernetes/disruption-budget: 'maxUnavailable' must not be set if 'minAvailable' is.
  selector:
    matchLabels:
      app: web
`,
      after: `#- /budget.yaml
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata:
  name: web
spec:
  minAvailable: 1
  selector:
    matchLabels:
      app: web
`,
    },
  ],
  check: objectCheck(({ kind, spec }, refuse, subject) => {
    if (kind !== 'PodDisruptionBudget') return;
    const [least, most] = [partAt(spec, 'minAvailable'), partAt(spec, 'maxUnavailable')];
    for (const amount of [least, most]) checkAmount(amount, refuse, subject, 100);
    if (isSet(least) && isSet(most))
      refuse(most, message("'{0}' must not be set if '{1}' is.", 'maxUnavailable', 'minAvailable'), {
        key: true,
        fixes: removeField(subject, most),
      });
  }),
});
