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
import { containersOf, podSpecsOf } from '../../kubernetes/object-parts.ts';
import { treatmentOf } from '../../schema/kubernetes-validation.ts';
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
  why: 'A variable has either a `value` or a `valueFrom`, and `valueFrom` has exactly one source. A `fieldRef` reads only certain fields of the pod, and a `fileKeyRef` only files in an `emptyDir` of the pod.',
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
    for (const spec of podSpecsOf(object))
      checkFiles(object.partsOf('FileKeySelector'), partAt(spec, 'volumes'), refuse);
    for (const from of containersOf(object).flatMap((container) => partsIn(partAt(container, 'envFrom')))) {
      const sources = ['configMapRef', 'secretRef'].filter((name) => isSet(partAt(from, name)));
      if (sources.length === 0 && isMap(from))
        refuse(from, message("'{0}' requires one of: {1}.", 'envFrom', 'configMapRef, secretRef'));
      if (sources.length > 1)
        refuse(partAt(from, 'secretRef'), message("'{0}' must have only one source.", 'envFrom'), { key: true });
    }
  }),
});

const allSources = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'];

function checkSource(variable: ObjectPart, from: ObjectPart, refuse: Refuse, subject: Subjects['manifest']): void {
  const { manifest, target } = subject;
  const sources = allSources.filter(
    (name) => treatmentOf(manifest, [...from.path, name], target?.version) !== 'ignored',
  );
  const [first, ...others] = sources.filter((name) => isSet(partAt(from, name)));
  const value = partAt(variable, 'value');
  if (!first) {
    if (!allSources.some((name) => isSet(partAt(from, name))))
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

/** Each file must be in an `emptyDir` of the pod. A volume without a source is one. */
function checkFiles(files: readonly ObjectPart[], volumes: ObjectPart, refuse: Refuse): void {
  if (!isWritten(volumes)) return;
  const known = partsIn(volumes).filter(isEmptyDir);
  for (const part of files.map((file) => partAt(file, 'volumeName'))) {
    const name = textOf(part);
    if (name && !known.some((volume) => textOf(partAt(volume, 'name')) === name))
      refuse(part, message("'fileKeyRef' requires an emptyDir volume with the name '{0}'.", name));
  }
}

const isEmptyDir = (volume: ObjectPart): boolean =>
  entriesIn(volume).every(([name, part]) => ['name', 'emptyDir'].includes(name) || !isSet(part));
