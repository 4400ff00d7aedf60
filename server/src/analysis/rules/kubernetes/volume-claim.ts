import { isSet, isWritten, type ObjectPart, partAt, partsIn, textOf } from '../../kubernetes/object-part.ts';
import { milliOf } from '../../kubernetes/quantity.ts';
import { objectCheck, type Refuse } from '../findings/object-check.ts';
import { message } from '../message.ts';
import { rule } from '../rule.ts';

export const volumeClaim = rule({
  code: 'kubernetes/volume-claim',
  subject: 'manifest',
  severity: 'error',
  summary: 'A PersistentVolumeClaim requests no storage, or its fields conflict with each other.',
  why: 'A PersistentVolumeClaim, also one in `volumeClaimTemplates`, requests an amount of storage above zero. `ReadWriteOncePod` excludes the other access modes.',
  examples: [
    {
      before: `#- /claim.yaml
apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: data
spec:
  accessModes:
    - ReadWriteOnce
  resources:
# ^^^^^^^^^ error kubernetes/volume-claim: A PersistentVolumeClaim requires 'storage' in 'resources.requests'.
    limits:
      storage: 5Gi
`,
    },
  ],
  check: objectCheck(({ partsOf }, refuse) => {
    for (const claim of partsOf('PersistentVolumeClaimSpec')) {
      checkStorage(claim, refuse);
      const modes = partsIn(partAt(claim, 'accessModes'));
      const exclusive = modes.find((mode) => textOf(mode) === 'ReadWriteOncePod');
      if (exclusive && modes.some((mode) => !['ReadWriteOncePod', undefined].includes(textOf(mode))))
        refuse(exclusive, message('ReadWriteOncePod must be the only access mode.'));
    }
  }),
});

function checkStorage(claim: ObjectPart, refuse: Refuse): void {
  const resources = partAt(claim, 'resources');
  const storage = partAt(resources, 'requests', 'storage');
  if (!isWritten(resources)) return;
  const amount = milliOf(textOf(storage) ?? String(storage.value));
  if (!isSet(storage))
    refuse(storage, message("A PersistentVolumeClaim requires 'storage' in 'resources.requests'."), { key: true });
  else if (amount !== undefined && amount <= 0n)
    refuse(storage, message("The amount of '{0}' must be greater than 0.", 'storage'));
}
