import { volumeMount } from '../../../server/src/analysis/rules/kubernetes/volume-mount.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
import { checkSaid, podText } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/volume-mount';

describe(code, () => {
  const mount = (written: string, container = '') =>
    podText(
      `${container}volumeMounts: [{ name: data, mountPath: /data, ${written} }]`,
      'volumes: [{ name: data, emptyDir: {} }]',
    );

  it('reports its examples', () => {
    for (const { before } of volumeMount.examples) checkDiagnostics(before);
  });

  it('knows what fits', () => {
    for (const fine of ['subPath: a', 'subPathExpr: $(NAME)', 'readOnly: true, recursiveReadOnly: Enabled'])
      checkSaid(mount(fine));
    checkSaid(mount('mountPropagation: Bidirectional', 'securityContext: { privileged: true }, '));
    checkSaid(mount('subPath: a, subPathExpr: b'), `${code}: 'subPathExpr' must not be set if 'subPath' is.`);
    checkSaid(mount('recursiveReadOnly: Enabled'), `${code}: 'recursiveReadOnly' requires 'readOnly: true'.`);
    checkSaid(
      mount('readOnly: true', 'volumeDevices: [{ name: data, devicePath: /dev/a }], '),
      `${code}: Volume 'data' is also in 'volumeDevices'.`,
    );
  });
});
