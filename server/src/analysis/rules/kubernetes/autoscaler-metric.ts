import { intOf, isMap, isSet, type ObjectPart, partAt, partsIn, textOf } from '../../kubernetes/object-part.ts';
import { milliOf } from '../../kubernetes/quantity.ts';
import { allowedSince, isAllowed } from '../../schema/kubernetes-validation.ts';
import { objectCheck, type Refuse } from '../findings/object-check.ts';
import { removeField } from '../findings/remove-part.ts';
import { message } from '../message.ts';
import { rule, type Subjects } from '../rule.ts';

export const autoscalerMetric = rule({
  code: 'kubernetes/autoscaler-metric',
  subject: 'manifest',
  severity: 'error',
  summary: 'A limit or a metric of a HorizontalPodAutoscaler is not allowed.',
  why: 'The field of a metric must fit its type: `resource` for the type Resource. Its target is a positive value, average value or utilization, depending on the type. `maxReplicas` must not be below `minReplicas`. Since Kubernetes 1.37, `minReplicas` may be 0 if a metric does not come from the pods.',
  examples: [
    {
      before: `#- /autoscaler.yaml
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata:
  name: web
spec:
  scaleTargetRef:
    apiVersion: apps/v1
    kind: Deployment
    name: web
  maxReplicas: 3
  metrics:
    - type: Resource
      #     ^^^^^^^^ error kubernetes/autoscaler-metric: A metric of type Resource requires 'resource'.
`,
    },
  ],
  check: objectCheck(({ apiVersion, kind, spec, partsOf }, refuse, subject) => {
    if (kind !== 'HorizontalPodAutoscaler' || apiVersion !== 'autoscaling/v2') return;
    const [least, most] = [partAt(spec, 'minReplicas'), partAt(spec, 'maxReplicas')];
    if ((intOf(least) ?? 0) > (intOf(most) ?? Number.POSITIVE_INFINITY))
      refuse(most, message("'maxReplicas' must not be less than 'minReplicas'."));
    if (intOf(least) === 0) checkZero(least, spec, refuse, subject.target?.version);
    for (const metric of partsIn(partAt(spec, 'metrics')).filter(isMap)) checkMetric(metric, refuse, subject);
    for (const target of partsOf('MetricTarget')) checkAmounts(target, refuse);
    // Without the field, the server fills in policies.
    for (const policies of partsOf('HPAScalingRules').map((rules) => partAt(rules, 'policies')))
      if (Array.isArray(policies.value) && policies.value.length === 0)
        refuse(policies, message("'{0}' must not be empty.", 'policies'), { key: true });
  }),
});

/** Without pods, only a metric from elsewhere can say that they are needed again. */
function checkZero(least: ObjectPart, spec: ObjectPart, refuse: Refuse, version: string | undefined): void {
  const types = partsIn(partAt(spec, 'metrics')).map((metric) => textOf(partAt(metric, 'type')) ?? '');
  if (version !== undefined && !isAllowed('scale-to-zero', version))
    refuse(
      least,
      message(
        "'{0}' requires Kubernetes {1} or later, but this manifest targets {2}.",
        'minReplicas: 0',
        allowedSince('scale-to-zero'),
        version,
      ),
    );
  else if (types.every((type) => ofPods.includes(type)))
    refuse(least, message("'minReplicas: 0' requires a metric of type Object or External."));
}

const ofPods = ['Resource', 'ContainerResource', 'Pods'];

/** The field of each type, and the fields of its target of which it needs one. */
const types: Readonly<Record<string, readonly [field: string, targets: readonly string[]]>> = {
  Resource: ['resource', ['averageUtilization', 'averageValue']],
  ContainerResource: ['containerResource', ['averageUtilization', 'averageValue']],
  Pods: ['pods', ['averageValue']],
  Object: ['object', ['value', 'averageValue']],
  External: ['external', ['value', 'averageValue']],
};

function checkMetric(metric: ObjectPart, refuse: Refuse, subject: Subjects['manifest']): void {
  const type = textOf(partAt(metric, 'type')) ?? '';
  if (!Object.hasOwn(types, type)) return;
  const [field, targets] = types[type] ?? ['', []];
  const source = partAt(metric, field);
  if (!isSet(source)) refuse(partAt(metric, 'type'), message("A metric of type {0} requires '{1}'.", type, field));
  for (const [other] of Object.values(types)) {
    const part = partAt(metric, other);
    if (other !== field && isSet(part))
      refuse(part, message("A metric of type {0} must not have '{1}'.", type, other), {
        key: true,
        fixes: removeField(subject, part),
      });
  }
  const target = partAt(source, 'target');
  if (!isMap(target)) return;
  const set = targets.map((name) => partAt(target, name)).filter(isSet);
  if (set.length === 0)
    refuse(target, message('The target of a metric of type {0} requires one of: {1}.', type, targets.join(', ')), {
      key: true,
    });
  if (set.length > 1 && type !== 'Object')
    refuse(set[1] ?? target, message("'{0}' must have only one of: {1}.", 'target', targets.join(', ')), { key: true });
}

function checkAmounts(target: ObjectPart, refuse: Refuse): void {
  for (const name of ['value', 'averageValue']) {
    const part = partAt(target, name);
    const amount = milliOf(textOf(part) ?? String(part.value));
    if (amount !== undefined && amount <= 0n)
      refuse(part, message("The amount of '{0}' must be greater than 0.", name));
  }
}
