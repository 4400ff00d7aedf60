import { serviceType } from '../../../server/src/analysis/rules/kubernetes/service-type.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
import { checkSaid, serviceText } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/service-type';

describe(code, () => {
  it('reports its examples', () => {
    for (const { before } of serviceType.examples) checkDiagnostics(before);
  });

  it('knows the fields of each type', () => {
    checkSaid(serviceText('type: NodePort, ports: [{ port: 80, nodePort: 30080 }]'));
    checkSaid(
      serviceText('type: NodePort, clusterIP: None, ports: [{ port: 80 }]'),
      `${code}: A Service of type NodePort must not be headless.`,
    );
    checkSaid(serviceText('clusterIP: None'));
    checkSaid(serviceText('type: ExternalName, externalName: example.com.'));
    checkSaid(serviceText('type: ExternalName'), `${code}: A Service of type ExternalName requires`);
    checkSaid(serviceText('externalTrafficPolicy: Local, ports: [{ port: 80 }]'), code);
    const health = (written: string) =>
      serviceText(`type: LoadBalancer, healthCheckNodePort: 30000, ports: [{ port: 80 }]${written}`);
    checkSaid(health(', externalTrafficPolicy: Local'));
    checkSaid(health(''), `${code}: 'healthCheckNodePort' requires type LoadBalancer`);
    checkSaid(serviceText('loadBalancerSourceRanges: [10.0.0.0/8], ports: [{ port: 80 }]'), code);
  });
});
