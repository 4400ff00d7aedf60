import { isEmpty, isSet, type ObjectPart, partAt, partsIn } from '../../kubernetes/object-part.ts';
import { containersOf, type KubernetesObject, podSpecsOf, volumesOf } from '../../kubernetes/object-parts.ts';
import { objectCheck } from '../findings/object-check.ts';
import { message } from '../message.ts';
import { rule } from '../rule.ts';

export const emptyValue = rule({
  code: 'kubernetes/empty-value',
  subject: 'manifest',
  severity: 'error',
  summary: 'A required value is empty.',
  why: 'Names, images and paths must not be empty strings, and a pod requires at least one container. The API server reports "Required value".',
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
      image: ""
      #      ^^ error kubernetes/empty-value: 'image' must not be empty.
`,
    },
  ],
  check: objectCheck((object, refuse) => {
    for (const part of requiredIn(object))
      if (part.value === '') refuse(part, message("'{0}' must not be empty.", String(part.path.at(-1))));
    for (const spec of podSpecsOf(object)) {
      const containers = partAt(spec, 'containers');
      for (const item of partsIn(containers).filter((one) => !isSet(one)))
        refuse(item, message("An item of '{0}' must not be empty.", 'containers'));
      if (isSet(containers) && isEmpty(containers))
        refuse(containers, message("'{0}' must not be empty.", 'containers'));
    }
    for (const claim of partsIn(partAt(object.spec, 'volumeClaimTemplates')))
      if (isEmpty(partAt(claim, 'spec', 'accessModes')))
        refuse(
          partAt(claim, 'spec', 'accessModes'),
          message("A claim requires at least one of 'accessModes', such as ReadWriteOnce."),
        );
    if (object.kind !== 'Pod') return;
    // A template may have a blank image, which something else fills in.
    for (const image of containersOf(object).map((container) => partAt(container, 'image')))
      if (typeof image.value === 'string' && image.value.trim() !== image.value)
        refuse(image, message("'image' must not start or end with a space."));
  }),
});

function requiredIn(object: KubernetesObject): readonly ObjectPart[] {
  const { kind, root, spec } = object;
  const hasGenerated = !['', undefined, null].includes(partAt(root, 'metadata', 'generateName').value as never);
  return [
    ...(hasGenerated ? [] : [partAt(root, 'metadata', 'name')]),
    ...(kind === 'CronJob' ? [partAt(spec, 'schedule')] : []),
    ...containersOf(object).flatMap(requiredInContainer),
    ...volumesOf(object).flatMap((volume) => [
      partAt(volume, 'name'),
      partAt(volume, 'configMap', 'name'),
      partAt(volume, 'secret', 'secretName'),
      partAt(volume, 'hostPath', 'path'),
      partAt(volume, 'persistentVolumeClaim', 'claimName'),
    ]),
  ];
}

const requiredInContainer = (container: ObjectPart): readonly ObjectPart[] => [
  partAt(container, 'name'),
  partAt(container, 'image'),
  ...partsIn(partAt(container, 'env')).flatMap((variable) => [
    partAt(variable, 'name'),
    partAt(variable, 'valueFrom', 'configMapKeyRef', 'key'),
    partAt(variable, 'valueFrom', 'secretKeyRef', 'key'),
  ]),
  ...partsIn(partAt(container, 'volumeMounts')).flatMap((mount) => [partAt(mount, 'name'), partAt(mount, 'mountPath')]),
];
