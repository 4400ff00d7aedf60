import { initContainerField } from '../../../server/src/analysis/rules/kubernetes/init-container-field.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
import { checkSaid, podText } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/init-container-field';

describe(code, () => {
  const init = (written: string) => podText('', `initContainers: [{ name: first, image: busybox, ${written} }]`);

  it('reports its examples', () => {
    for (const { before } of initContainerField.examples) checkDiagnostics(before);
  });

  it('knows what only a sidecar may have', () => {
    checkSaid(init('restartPolicy: Always, livenessProbe: { tcpSocket: { port: 80 } }'));
    checkSaid(init('restartPolicy: "${POLICY}", livenessProbe: { tcpSocket: { port: 80 } }'));
    checkSaid(
      init('livenessProbe: { tcpSocket: { port: 80 } }'),
      `${code}: An init container without 'restartPolicy: Always' must not have 'livenessProbe'.`,
    );
  });
});
