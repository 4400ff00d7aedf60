import { isEmpty, isSet, type ObjectPart, partAt, partsIn, textOf } from '../../kubernetes/object-part.ts';
import { podSpecsOf } from '../../kubernetes/object-parts.ts';
import { changeTo, objectCheck, type Refuse } from '../findings/object-check.ts';
import { removeField } from '../findings/remove-part.ts';
import { message } from '../message.ts';
import { rule, type Subjects } from '../rule.ts';

export const podField = rule({
  code: 'kubernetes/pod-field',
  subject: 'manifest',
  severity: 'error',
  summary: 'A field of a pod does not fit the others.',
  why: 'A workload that always runs has no deadline for its pods. A toleration without a key applies to all taints and requires the operator `Exists`. `dnsPolicy: None` requires name servers.',
  examples: [
    {
      before: `#- /pod.yaml stock:pod
#~ spec: => spec:\\n  tolerations:\\n    - operator: Equal\\n      effect: NoSchedule
#? error kubernetes/pod-field at "Equal": A toleration without 'key' requires the operator Exists.
`,
      after: `#- /pod.yaml stock:pod
#~ spec: => spec:\\n  tolerations:\\n    - operator: Exists\\n      effect: NoSchedule
`,
    },
  ],
  check: objectCheck((object, refuse, subject) => {
    for (const spec of podSpecsOf(object)) {
      const deadline = partAt(spec, 'activeDeadlineSeconds');
      if (controllers.includes(object.kind) && isSet(deadline))
        refuse(
          deadline,
          message("A {0} must not have 'activeDeadlineSeconds'. Its pods run until they are deleted.", object.kind),
          {
            key: true,
            fixes: removeField(subject, deadline),
          },
        );
      for (const toleration of partsIn(partAt(spec, 'tolerations'))) checkToleration(toleration, refuse, subject);
      const policy = partAt(spec, 'dnsPolicy');
      if (textOf(policy) === 'None' && isEmpty(partAt(spec, 'dnsConfig', 'nameservers')))
        refuse(policy, message("'dnsPolicy: None' requires 'dnsConfig.nameservers'."));
      checkHostname(spec, refuse);
    }
  }),
});

function checkHostname(spec: ObjectPart, refuse: Refuse): void {
  const name = partAt(spec, 'hostnameOverride');
  const other = ['setHostnameAsFQDN', 'hostNetwork'].find((field) => partAt(spec, field).value === true);
  if (isSet(name) && other)
    refuse(name, message("'{0}' must not be set if '{1}' is.", 'hostnameOverride', other), { key: true });
}

const controllers = ['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet'];

function checkToleration(toleration: ObjectPart, refuse: Refuse, subject: Subjects['manifest']): void {
  const operator = partAt(toleration, 'operator');
  const isExists = textOf(operator) === 'Exists';
  const key = partAt(toleration, 'key');
  if ((!isSet(key) || key.value === '') && !isExists && (!isSet(operator) || textOf(operator) !== undefined))
    refuse(
      isSet(operator) ? operator : toleration,
      message("A toleration without 'key' requires the operator Exists."),
      {
        fixes: changeTo(subject, 'Exists'),
      },
    );
  const value = partAt(toleration, 'value');
  if (isExists && isSet(value) && value.value !== '')
    refuse(value, message("A toleration with the operator Exists must not have a 'value'."), {
      fixes: removeField(subject, value),
    });
  const effect = partAt(toleration, 'effect');
  if (
    isSet(partAt(toleration, 'tolerationSeconds')) &&
    textOf(effect) !== 'NoExecute' &&
    (!isSet(effect) || textOf(effect) !== undefined)
  )
    refuse(partAt(toleration, 'tolerationSeconds'), message("'tolerationSeconds' requires the effect NoExecute."), {
      key: true,
    });
}
