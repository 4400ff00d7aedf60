import { entriesIn, isSet, isWritten, type ObjectPart, partAt, partsIn, textOf } from '../../kubernetes/object-part.ts';
import { containersOf, volumesOf } from '../../kubernetes/object-parts.ts';
import { milliOf } from '../../kubernetes/quantity.ts';
import { kubernetesFieldNames } from '../../schema/kubernetes-schema.ts';
import { objectCheck, type Refuse } from '../findings/object-check.ts';
import { removeField } from '../findings/remove-part.ts';
import { message } from '../message.ts';
import { rule, type Subjects } from '../rule.ts';

export const volumeSource = rule({
  code: 'kubernetes/volume-source',
  subject: 'manifest',
  severity: 'error',
  summary: 'A volume has several sources, or a path that is not allowed.',
  why: 'A volume has one source, such as `configMap`, `secret`, `emptyDir` or `projected`. Paths in volumes must not contain `..`, and those within a volume must be relative.',
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
  volumes:
    - name: config
      configMap:
        name: app
      emptyDir: {}
    # ^^^^^^^^ error kubernetes/volume-source: Volume 'config' must have only one source. It already has 'configMap'.
`,
    },
  ],
  check: objectCheck((object, refuse, subject) => {
    for (const volume of volumesOf(object)) checkSources(volume, refuse, subject);
    const mounts = containersOf(object).flatMap((container) => partsIn(partAt(container, 'volumeMounts')));
    for (const mount of mounts) for (const name of ['subPath', 'subPathExpr']) checkInner(partAt(mount, name), refuse);
  }),
});

function checkSources(volume: ObjectPart, refuse: Refuse, subject: Subjects['manifest']): void {
  if (!isWritten(volume)) return;
  const { apiVersion, kind } = subject.manifest;
  const known = kubernetesFieldNames(apiVersion, kind, volume.path).filter((name) => name !== 'name');
  // One without a source is an emptyDir.
  const sources = entriesIn(volume).filter(([name, part]) => known.includes(name) && isSet(part));
  const name = textOf(partAt(volume, 'name')) ?? '';
  for (const [, part] of sources.slice(1))
    refuse(
      part,
      message("Volume '{0}' must have only one source. It already has '{1}'.", name, sources[0]?.[0] ?? ''),
      {
        key: true,
        fixes: removeField(subject, part),
      },
    );
  checkPaths(volume, refuse);
}

function checkPaths(volume: ObjectPart, refuse: Refuse): void {
  const path = partAt(volume, 'hostPath', 'path');
  if (textOf(path)?.split('/').includes('..'))
    refuse(path, message("'{0}' must not contain '..'.", textOf(path) ?? ''));
  const limit = partAt(volume, 'emptyDir', 'sizeLimit');
  if ((milliOf(textOf(limit) ?? String(limit.value)) ?? 0n) < 0n)
    refuse(limit, message("The amount of '{0}' must not be negative.", 'sizeLimit'));
  const projected = partsIn(partAt(volume, 'projected', 'sources'));
  const holders = [partAt(volume, 'configMap'), partAt(volume, 'secret'), partAt(volume, 'downwardAPI')];
  for (const source of projected)
    holders.push(partAt(source, 'configMap'), partAt(source, 'secret'), partAt(source, 'downwardAPI'));
  for (const item of holders.flatMap((holder) => partsIn(partAt(holder, 'items'))))
    checkInner(partAt(item, 'path'), refuse);
}

/** A path within a volume. */
function checkInner(part: ObjectPart, refuse: Refuse): void {
  const path = textOf(part);
  if (!path) return;
  if (path.startsWith('/')) refuse(part, message("'{0}' must be a relative path.", path));
  else if (path.split('/').includes('..')) refuse(part, message("'{0}' must not contain '..'.", path));
}
