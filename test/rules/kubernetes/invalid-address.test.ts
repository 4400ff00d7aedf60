import { kubernetesInvalidAddress } from '../../../server/src/analysis/rules/kubernetes/invalid-address.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
import { checkSaid, serviceText } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/invalid-address';

describe(code, () => {
  it('reports its examples', () => {
    for (const { before } of kubernetesInvalidAddress.examples) checkDiagnostics(before);
  });

  it('knows addresses', () => {
    const address = (ip: string) => serviceText(`ports: [{ port: 80 }], externalIPs: ["${ip}"]`);
    for (const fine of ['10.0.0.1', '2001:db8::1', '010.0.0.1', '${IP}']) checkSaid(address(fine));
    for (const wrong of ['my-host', '300.1.1.1', '10.0.0.1/8', '::g']) checkSaid(address(wrong), code);
    checkSaid(serviceText('clusterIP: None, ports: [{ port: 80 }]'));
  });
});
