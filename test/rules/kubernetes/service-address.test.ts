import { serviceAddress } from '../../../server/src/analysis/rules/kubernetes/service-address.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
import { checkSaid, serviceText } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/service-address';

describe(code, () => {
  const service = (written: string) => serviceText(`ports: [{ port: 80 }], ${written}`);

  it('reports its examples', () => {
    for (const { before } of serviceAddress.examples) checkDiagnostics(before);
  });

  it('compares the addresses', () => {
    for (const fine of [
      'clusterIP: None, clusterIPs: [None]',
      'clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1, "2001:db8::1"]',
      'clusterIP: "${IP}", clusterIPs: [10.0.0.1]',
    ])
      checkSaid(service(fine));
    checkSaid(service('clusterIPs: [10.0.0.1]'), `${code}: 'clusterIPs' requires 'clusterIP'.`);
    checkSaid(service('clusterIP: 10.0.0.2, clusterIPs: [10.0.0.1]'), `${code}: The first of 'clusterIPs'`);
    checkSaid(service('clusterIP: 10.0.0.1, clusterIPs: [10.0.0.1, 10.0.0.2]'), `${code}: 'clusterIPs' must have`);
    checkSaid(service('clusterIP: None, clusterIPs: [None, 10.0.0.1]'), `${code}: 'None' must be the only item`);
  });

  it('compares addresses and families', () => {
    checkSaid(service('clusterIP: 10.0.0.1, ipFamilies: [IPv4]'));
    checkSaid(service('clusterIP: 10.0.0.1, ipFamilies: [IPv6]'), `${code}: '10.0.0.1' must be an IPv6 address`);
    checkSaid(service('ipFamilies: [IPv4, IPv4]'), `${code}: Duplicate 'IPv4' in 'ipFamilies'.`);
  });
});
