import { isMap, isSet, type ObjectPart, partAt, partsIn, textOf } from '../../kubernetes/object-part.ts';
import { objectCheck, type Refuse } from '../findings/object-check.ts';
import { removeField } from '../findings/remove-part.ts';
import { message } from '../message.ts';
import { rule, type Subjects } from '../rule.ts';

export const securityContext = rule({
  code: 'kubernetes/security-context',
  subject: 'manifest',
  severity: 'error',
  summary: 'Fields of a security context contradict each other.',
  why: 'A privileged container, and one with the capability `CAP_SYS_ADMIN`, can always gain privileges. A profile of the type Localhost requires `localhostProfile`, and no other type allows it.',
  examples: [
    {
      before: `#- /pod.yaml stock:pod
#~ image: nginx => image: nginx\\n      securityContext:\\n        privileged: true\\n        allowPrivilegeEscalation: false
#? error kubernetes/security-context at "false": A privileged container must not have 'allowPrivilegeEscalation: false'.
`,
      after: `#- /pod.yaml stock:pod
#~ image: nginx => image: nginx\\n      securityContext:\\n        privileged: true
`,
    },
  ],
  check: objectCheck(({ partsOf }, refuse, subject) => {
    for (const context of partsOf('SecurityContext')) checkEscalation(context, refuse, subject);
    for (const profile of [...partsOf('SeccompProfile'), ...partsOf('AppArmorProfile')])
      checkProfile(profile, refuse, subject);
    for (const spec of partsOf('PodSpec')) checkPod(spec, refuse, subject);
  }),
});

function checkEscalation(context: ObjectPart, refuse: Refuse, subject: Subjects['manifest']): void {
  const escalation = partAt(context, 'allowPrivilegeEscalation');
  if (escalation.value !== false) return;
  const added = partsIn(partAt(context, 'capabilities', 'add')).find((one) => textOf(one) === 'CAP_SYS_ADMIN');
  if (partAt(context, 'privileged').value === true)
    refuse(escalation, message("A privileged container must not have 'allowPrivilegeEscalation: false'."), {
      fixes: removeField(subject, escalation),
    });
  else if (added) refuse(added, message("CAP_SYS_ADMIN must not be added with 'allowPrivilegeEscalation: false'."));
}

function checkProfile(profile: ObjectPart, refuse: Refuse, subject: Subjects['manifest']): void {
  const type = partAt(profile, 'type');
  const file = partAt(profile, 'localhostProfile');
  const name = textOf(type);
  if (name === 'Localhost' && !isSet(file))
    refuse(type, message("A profile of type Localhost requires 'localhostProfile'."));
  if (isSet(file) && name && name !== 'Localhost')
    refuse(file, message("'localhostProfile' requires type Localhost, not {0}.", name), {
      key: true,
      fixes: removeField(subject, file),
    });
}

function checkPod(spec: ObjectPart, refuse: Refuse, subject: Subjects['manifest']): void {
  const shared = partAt(spec, 'shareProcessNamespace');
  if (shared.value === true && partAt(spec, 'hostPID').value === true)
    refuse(shared, message("'{0}' must not be set if '{1}' is.", 'shareProcessNamespace', 'hostPID'), {
      key: true,
      fixes: removeField(subject, shared),
    });
  if (!isMap(spec) || partAt(spec, 'hostUsers').value === false) return;
  for (const container of ['containers', 'initContainers'].flatMap((list) => partsIn(partAt(spec, list)))) {
    const mount = partAt(container, 'securityContext', 'procMount');
    if (textOf(mount) === 'Unmasked') refuse(mount, message("'procMount: Unmasked' requires 'hostUsers: false'."));
  }
}
