import { duplicatePortName } from '../../../server/src/analysis/rules/kubernetes/duplicate-port-name.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
import { checkSaid, podText, serviceText } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/duplicate-port-name';

describe(code, () => {
  it('reports its examples', () => {
    for (const { before } of duplicatePortName.examples) checkDiagnostics(before);
  });

  it('requires names of several ports', () => {
    checkSaid(serviceText('ports: [{ port: 80 }]'));
    checkSaid(serviceText('ports: [{ port: 80 }, { name: b, port: 81 }]'), `${code}: Each port of a Service`);
    checkSaid(podText('ports: [{ containerPort: 80 }, { containerPort: 81 }]'));
    checkSaid(
      podText('ports: [{ name: a, containerPort: 80 }, { name: a, containerPort: 81 }]'),
      `${code}: Duplicate port name 'a'.`,
    );
  });
});
