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

  it('knows ranges', () => {
    const range = (written: string) =>
      serviceText(`type: LoadBalancer, ports: [{ port: 80 }], loadBalancerSourceRanges: ["${written}"]`);
    for (const fine of ['10.0.0.0/8', ' 10.0.0.0/8 ', '2001:db8::/32', '${RANGE}']) checkSaid(range(fine));
    for (const wrong of ['10.0.0.0', '10.0.0.0/33', '10.0.0.0/', 'all']) checkSaid(range(wrong), code);
  });
});
