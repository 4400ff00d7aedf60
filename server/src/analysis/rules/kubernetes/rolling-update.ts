import { intOf, isSet, type ObjectPart, partAt, textOf } from '../../kubernetes/object-part.ts';
import type { KubernetesObject } from '../../kubernetes/object-parts.ts';
import { checkAmount } from '../findings/amount-or-percent.ts';
import { objectCheck, type Refuse } from '../findings/object-check.ts';
import { removeField } from '../findings/remove-part.ts';
import { message } from '../message.ts';
import { rule } from '../rule.ts';

export const rollingUpdate = rule({
  code: 'kubernetes/rolling-update',
  subject: 'manifest',
  severity: 'error',
  summary: 'The update strategy of a workload is not allowed.',
  why: '`maxSurge` and `maxUnavailable` are numbers or percentages such as `25%`. In a Deployment, one of them must be above 0, because otherwise no pod can be replaced. `rollingUpdate` requires the type RollingUpdate.',
  examples: [
    {
      before: `#- /deployment.yaml
apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
spec:
  selector: { matchLabels: { app: web } }
  strategy:
    rollingUpdate:
      maxSurge: 0
      maxUnavailable: 0
      #               ^ error kubernetes/rolling-update: 'maxUnavailable' must not be 0 if 'maxSurge' is 0.
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: app, image: nginx }] }
`,
    },
  ],
  check: objectCheck((object, refuse, subject) => {
    checkDeadline(object, refuse);
    const strategy = strategyOf(object);
    if (!strategy) return;
    const update = partAt(strategy, 'rollingUpdate');
    if (!isSet(update)) return;
    const type = textOf(partAt(strategy, 'type'));
    if (type === 'OnDelete' ? object.kind === 'StatefulSet' : type === 'Recreate')
      return refuse(update, message("'rollingUpdate' requires type RollingUpdate, not {0}.", type ?? ''), {
        key: true,
        fixes: removeField(subject, update),
      });
    // By default, a server of this version ignores the amounts of a StatefulSet.
    if (object.kind === 'StatefulSet') return;
    const [surge, unavailable] = [partAt(update, 'maxSurge'), partAt(update, 'maxUnavailable')];
    const sound = [checkAmount(surge, refuse, subject), checkAmount(unavailable, refuse, subject, 100)];
    if (!sound.includes(false)) checkBoth(object.kind, surge, unavailable, refuse);
  }),
});

/** Both have defaults. */
function checkDeadline({ kind, spec }: KubernetesObject, refuse: Refuse): void {
  const [deadline, ready] = [partAt(spec, 'progressDeadlineSeconds'), partAt(spec, 'minReadySeconds')];
  const least = intOf(ready) ?? (isSet(ready) ? undefined : 0);
  const seconds = intOf(deadline) ?? (isSet(deadline) ? undefined : 600);
  if (kind === 'Deployment' && least !== undefined && seconds !== undefined && seconds <= least)
    refuse(deadline, message("'progressDeadlineSeconds' must be greater than 'minReadySeconds'."));
}

function strategyOf({ kind, spec }: KubernetesObject): ObjectPart | undefined {
  if (kind === 'Deployment') return partAt(spec, 'strategy');
  return ['StatefulSet', 'DaemonSet'].includes(kind) ? partAt(spec, 'updateStrategy') : undefined;
}

function checkBoth(kind: string, surge: ObjectPart, unavailable: ObjectPart, refuse: Refuse): void {
  const [more, fewer] = [amountOf(surge), amountOf(unavailable)];
  if (kind === 'DaemonSet') {
    if ((more ?? 0) > 0 && (fewer ?? 1) > 0)
      refuse(
        surge,
        message("'maxSurge' must be 0 if 'maxUnavailable' is greater than 0. The default of 'maxUnavailable' is 1."),
      );
    if ((more ?? 0) === 0 && fewer === 0)
      refuse(unavailable, message("'maxUnavailable' must not be 0 if 'maxSurge' is 0."));
  } else if (more === 0 && fewer === 0)
    refuse(unavailable, message("'maxUnavailable' must not be 0 if 'maxSurge' is 0."));
}

function amountOf({ value }: ObjectPart): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? Number(value.slice(0, -1)) : undefined;
}
