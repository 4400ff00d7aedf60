import { isMap, isSet, type ObjectPart, partAt, partsIn } from '../../kubernetes/object-part.ts';
import { containersOf } from '../../kubernetes/object-parts.ts';
import { objectCheck, type Refuse } from '../findings/object-check.ts';
import { checkFieldRef, checkResourceRef, variableFields } from '../findings/pod-fields.ts';
import { removeField } from '../findings/remove-part.ts';
import { message } from '../message.ts';
import { rule, type Subjects } from '../rule.ts';

export const envSource = rule({
  code: 'kubernetes/env-source',
  subject: 'manifest',
  severity: 'error',
  summary: 'An environment variable has no source, several sources, or an unknown field as its source.',
  why: 'A variable has either a `value` or a `valueFrom`, and `valueFrom` has exactly one source. A `fieldRef` reads only certain fields of the pod.',
  examples: [
    {
      before: `#- /pod.yaml stock:pod
#~ image: nginx => image: nginx\\n      env:\\n        - name: POD_IP\\n          valueFrom:\\n            fieldRef:\\n              fieldPath: status.podIp
#? error kubernetes/env-source at "status.podIp": An environment variable does not support the field 'status.podIp'.
`,
      after: `#- /pod.yaml stock:pod
#~ image: nginx => image: nginx\\n      env:\\n        - name: POD_IP\\n          valueFrom:\\n            fieldRef:\\n              fieldPath: status.podIP
`,
    },
  ],
  check: objectCheck((object, refuse, subject) => {
    for (const variable of containersOf(object).flatMap((container) => partsIn(partAt(container, 'env')))) {
      const from = partAt(variable, 'valueFrom');
      if (isMap(from)) checkSource(variable, from, refuse, subject);
    }
    for (const from of containersOf(object).flatMap((container) => partsIn(partAt(container, 'envFrom')))) {
      const sources = ['configMapRef', 'secretRef'].filter((name) => isSet(partAt(from, name)));
      if (sources.length === 0 && isMap(from))
        refuse(from, message("'{0}' requires one of: {1}.", 'envFrom', 'configMapRef, secretRef'));
      if (sources.length > 1)
        refuse(partAt(from, 'secretRef'), message("'{0}' must have only one source.", 'envFrom'), { key: true });
    }
  }),
});

const sources = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef'];

function checkSource(variable: ObjectPart, from: ObjectPart, refuse: Refuse, subject: Subjects['manifest']): void {
  const [first, ...others] = sources.filter((name) => isSet(partAt(from, name)));
  const value = partAt(variable, 'value');
  // By default, a server of this version ignores a `fileKeyRef`.
  if (!first) {
    if (!isSet(partAt(from, 'fileKeyRef')))
      refuse(from, message("'{0}' requires one of: {1}.", 'valueFrom', sources.join(', ')));
  } else if (isSet(value) && value.value !== '')
    refuse(from, message("A variable must not have both 'value' and 'valueFrom'."), {
      key: true,
      fixes: removeField(subject, value),
    });
  else
    for (const name of others)
      refuse(partAt(from, name), message("'{0}' must have only one source.", 'valueFrom'), { key: true });
  checkFieldRef(partAt(from, 'fieldRef'), variableFields, refuse, subject);
  checkResourceRef(partAt(from, 'resourceFieldRef'), refuse, subject);
}
