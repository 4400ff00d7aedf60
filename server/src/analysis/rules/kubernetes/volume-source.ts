import { entriesIn, isMap, isSet, isWritten, type ObjectPart, partAt, textOf } from '../../kubernetes/object-part.ts';
import { volumesOf } from '../../kubernetes/object-parts.ts';
import { milliOf } from '../../kubernetes/quantity.ts';
import { kubernetesFieldNames } from '../../schema/kubernetes-schema.ts';
import { treatmentOf } from '../../schema/kubernetes-validation.ts';
import { objectCheck, type Refuse } from '../findings/object-check.ts';
import { checkOneOf } from '../findings/one-of.ts';
import { checkFieldRef, checkResourceRef, fileFields } from '../findings/pod-fields.ts';
import { removeField } from '../findings/remove-part.ts';
import { fieldTable, tabledParts } from '../findings/tabled-parts.ts';
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
      before: `#- /pod.yaml stock:pod
#~ image: nginx => image: nginx\\n  volumes:\\n    - name: config\\n      configMap:\\n        name: app\\n      emptyDir: {}
#? error kubernetes/volume-source at "emptyDir": Volume 'config' must have only one source. It already has 'configMap'.
`,
    },
  ],
  check: objectCheck((object, refuse, subject) => {
    for (const volume of volumesOf(object)) checkSources(volume, refuse, subject);
    for (const source of object.partsOf('VolumeProjection'))
      if (
        ['configMap', 'secret', 'downwardAPI', 'serviceAccountToken'].filter((name) => isSet(partAt(source, name)))
          .length > 1
      )
        refuse(source, message("An item of 'sources' must have only one source."));
    for (const file of object.partsOf('DownwardAPIVolumeFile')) {
      checkOneOf(file, ['fieldRef', 'resourceFieldRef'], refuse, subject);
      checkFieldRef(partAt(file, 'fieldRef'), fileFields, refuse, subject);
      checkResourceRef(partAt(file, 'resourceFieldRef'), refuse, subject);
      const resource = partAt(file, 'resourceFieldRef');
      if (isMap(resource) && !isSet(partAt(resource, 'containerName')))
        refuse(resource, message("'{0}' requires '{1}'.", 'resourceFieldRef', 'containerName'), { key: true });
    }
    for (const { part, entry: check } of tabledParts(object, pathFields)) check(part, refuse);
  }),
});

function checkSources(volume: ObjectPart, refuse: Refuse, subject: Subjects['manifest']): void {
  if (!isWritten(volume)) return;
  const { manifest, target } = subject;
  const known = kubernetesFieldNames(manifest.apiVersion, manifest.kind, volume.path).filter(
    (name) => name !== 'name' && treatmentOf(manifest, [...volume.path, name], target?.version) !== 'ignored',
  );
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
  const limit = partAt(volume, 'emptyDir', 'sizeLimit');
  if ((milliOf(textOf(limit) ?? String(limit.value)) ?? 0n) < 0n)
    refuse(limit, message("The amount of '{0}' must not be negative.", 'sizeLimit'));
}

/** A path within a volume. */
function checkInner(part: ObjectPart, refuse: Refuse): void {
  const path = textOf(part);
  if (!path) return;
  if (path.startsWith('/')) refuse(part, message("'{0}' must be a relative path.", path));
  else checkOuter(part, refuse);
}

function checkOuter(part: ObjectPart, refuse: Refuse): void {
  const path = textOf(part);
  if (path?.split('/').includes('..')) refuse(part, message("'{0}' must not contain '..'.", path));
}

function checkFile(part: ObjectPart, refuse: Refuse): void {
  const path = textOf(part);
  if (path && /^\.\.[^/]/.test(path)) refuse(part, message("'{0}' must not start with '..'.", path));
  else checkInner(part, refuse);
}

const pathFields = fieldTable<(part: ObjectPart, refuse: Refuse) => void>({
  'DownwardAPIVolumeFile.path': checkFile,
  'FileKeySelector.path': checkOuter,
  'HostPathVolumeSource.path': checkOuter,
  'KeyToPath.path': checkFile,
  'ServiceAccountTokenProjection.path': checkFile,
  'VolumeMount.subPath': checkInner,
  'VolumeMount.subPathExpr': checkInner,
});
