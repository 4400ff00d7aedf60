import { isSet, type ObjectPart, partAt, partsIn, textOf } from '../../kubernetes/object-part.ts';
import { containersOf } from '../../kubernetes/object-parts.ts';
import { objectCheck, type Refuse } from '../findings/object-check.ts';
import { removeField } from '../findings/remove-part.ts';
import { message } from '../message.ts';
import { rule, type Subjects } from '../rule.ts';

export const volumeMount = rule({
  code: 'kubernetes/volume-mount',
  subject: 'manifest',
  severity: 'error',
  summary: 'Fields of a volume mount do not fit each other or the container.',
  why: 'A mount has either `subPath` or `subPathExpr`. Only a privileged container may pass its mounts on to the node. `recursiveReadOnly` requires `readOnly: true`. A volume is mounted either as files or as a device.',
  examples: [
    {
      before: `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata:
  name: my-pod
spec:
  containers:
    - name: app
      image: nginx
      volumeMounts:
        - name: data
          mountPath: /data
          mountPropagation: Bidirectional
          #                 ^^^^^^^^^^^^^ error kubernetes/volume-mount: Bidirectional mounts require 'privileged: true'.
  volumes:
    - name: data
      hostPath:
        path: /data
`,
    },
  ],
  check: objectCheck((object, refuse, subject) => {
    for (const container of containersOf(object)) {
      const isPrivileged = partAt(container, 'securityContext', 'privileged').value;
      const devices = partsIn(partAt(container, 'volumeDevices')).map((device) => textOf(partAt(device, 'name')));
      for (const mount of partsIn(partAt(container, 'volumeMounts'))) {
        const name = textOf(partAt(mount, 'name'));
        if (name && devices.includes(name))
          refuse(partAt(mount, 'name'), message("Volume '{0}' is also in 'volumeDevices'.", name));
        const propagation = partAt(mount, 'mountPropagation');
        if (textOf(propagation) === 'Bidirectional' && (isPrivileged ?? false) === false)
          refuse(propagation, message("Bidirectional mounts require 'privileged: true'."));
        checkMount(mount, refuse, subject);
      }
    }
  }),
});

function checkMount(mount: ObjectPart, refuse: Refuse, subject: Subjects['manifest']): void {
  const [path, expression] = [partAt(mount, 'subPath'), partAt(mount, 'subPathExpr')];
  if ([path, expression].every((part) => isSet(part) && part.value !== ''))
    refuse(expression, message("'{0}' must not be set if '{1}' is.", 'subPathExpr', 'subPath'), {
      key: true,
      fixes: removeField(subject, expression),
    });
  const recursive = partAt(mount, 'recursiveReadOnly');
  if (!['Enabled', 'IfPossible'].includes(textOf(recursive) ?? '')) return;
  if ((partAt(mount, 'readOnly').value ?? false) === false)
    refuse(recursive, message("'{0}' requires '{1}'.", 'recursiveReadOnly', 'readOnly: true'), { key: true });
  const propagation = textOf(partAt(mount, 'mountPropagation'));
  if (propagation && propagation !== 'None')
    refuse(recursive, message("'{0}' must not be set if '{1}' is.", 'recursiveReadOnly', 'mountPropagation'), {
      key: true,
    });
}
