import { volumeClaim } from '../../../server/src/analysis/rules/kubernetes/volume-claim.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
import { checkSaid, objectText } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/volume-claim';

describe(code, () => {
  const claim = (written: string) =>
    objectText('v1', 'PersistentVolumeClaim', `spec: { accessModes: [ReadWriteOnce], ${written} }`);
  const storage = 'resources: { requests: { storage: 1Gi } }';

  it('reports its examples', () => {
    for (const { before } of volumeClaim.examples) checkDiagnostics(before);
  });

  it('requires an amount of storage', () => {
    for (const fine of [storage, 'resources: { requests: { storage: "${SIZE}" } }']) checkSaid(claim(fine));
    checkSaid(claim('resources: {}'), `${code}: A PersistentVolumeClaim requires 'storage'`);
    checkSaid(
      claim('resources: { requests: { storage: 0 } }'),
      `${code}: The amount of 'storage' must be greater than 0.`,
    );
  });

  it('knows access modes', () => {
    checkSaid(
      claim(storage).replace('[ReadWriteOnce]', '[ReadWriteOncePod, ReadOnlyMany]'),
      `${code}: ReadWriteOncePod`,
    );
    checkSaid(claim(storage).replace('[ReadWriteOnce]', '[]'), "kubernetes/empty-value: 'accessModes' must not be");
  });
});
