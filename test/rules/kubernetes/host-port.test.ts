import { hostPort } from '../../../server/src/analysis/rules/kubernetes/host-port.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
import { checkSaid, podText } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/host-port';

describe(code, () => {
  const ports = (...written: string[]) => podText(`ports: [${written.map((one) => `{ ${one} }`).join(', ')}]`);

  it('reports its examples', () => {
    for (const { before } of hostPort.examples) checkDiagnostics(before);
  });

  it('compares number, protocol and address', () => {
    checkSaid(ports('containerPort: 80, hostPort: 80', 'containerPort: 81, hostPort: 80, protocol: UDP'));
    checkSaid(ports('containerPort: 80, hostPort: 80', 'containerPort: 81, hostPort: 80, hostIP: 10.0.0.1'));
    checkSaid(ports('containerPort: 80, hostPort: 80', 'containerPort: 81, hostPort: 80, protocol: "${P}"'));
    checkSaid(
      ports('containerPort: 80, hostPort: 80', 'containerPort: 81, hostPort: 80'),
      `${code}: Duplicate 'hostPort' 80.`,
    );
  });
});
