import { isSet, type ObjectPart, partAt, textOf } from '../../kubernetes/object-part.ts';
import type { KubernetesObject } from '../../kubernetes/object-parts.ts';
import { changeTo, objectCheck, type Refuse } from '../findings/object-check.ts';
import { removeField } from '../findings/remove-part.ts';
import { message } from '../message.ts';
import { rule, type Subjects } from '../rule.ts';

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
    const [surge, unavailable] = [partAt(update, 'maxSurge'), partAt(update, 'maxUnavailable')];
    const sound = [checkAmount(surge, refuse, subject), checkAmount(unavailable, refuse, subject)];
    if (!sound.includes(false) && object.kind !== 'StatefulSet') checkBoth(object.kind, surge, unavailable, refuse);
  }),
});

function strategyOf({ kind, spec }: KubernetesObject): ObjectPart | undefined {
  if (kind === 'Deployment') return partAt(spec, 'strategy');
  return ['StatefulSet', 'DaemonSet'].includes(kind) ? partAt(spec, 'updateStrategy') : undefined;
}

/** @returns whether it can be read */
function checkAmount(part: ObjectPart, refuse: Refuse, subject: Subjects['manifest']): boolean {
  const { value } = part;
  const name = String(part.path.at(-1));
  if (value === undefined || value === null) return true;
  if (typeof value === 'number') {
    if (Number.isInteger(value) && value < 0) refuse(part, message("'{0}' must not be negative.", name));
    return value >= 0;
  }
  const text = textOf(part);
  if (text === undefined) return false;
  if (!/^\d+%$/.test(text)) {
    const digits = /^(\d+)\s*(%?)$/.exec(text);
    const like = digits?.[1] === undefined ? undefined : digits[2] ? `${digits[1]}%` : Number(digits[1]);
    const fixes = like === undefined ? undefined : changeTo(subject, like);
    // A number in quotes is changed without them.
    refuse(
      part,
      message("'{0}' must be a number or a percentage such as 25%.", name),
      fixes && typeof like === 'string' ? { fixes } : {},
    );
    return false;
  }
  if (Number(text.slice(0, -1)) > 100 && name === 'maxUnavailable')
    refuse(part, message("'{0}' must not be above 100%.", name));
  return true;
}

function checkBoth(kind: string, surge: ObjectPart, unavailable: ObjectPart, refuse: Refuse): void {
  const [more, fewer] = [amountOf(surge), amountOf(unavailable)];
  if (kind === 'DaemonSet') {
    if ((more ?? 0) > 0 && (fewer ?? 1) > 0)
      refuse(surge, message("'maxSurge' must be 0 if 'maxUnavailable' is above 0, which is its default."));
    if ((more ?? 0) === 0 && fewer === 0)
      refuse(unavailable, message("'maxUnavailable' must not be 0 if 'maxSurge' is 0."));
  } else if (more === 0 && fewer === 0)
    refuse(unavailable, message("'maxUnavailable' must not be 0 if 'maxSurge' is 0."));
}

function amountOf({ value }: ObjectPart): number | undefined {
  if (typeof value === 'number') return value;
  return typeof value === 'string' ? Number(value.slice(0, -1)) : undefined;
}
