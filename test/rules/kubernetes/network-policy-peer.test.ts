import { networkPolicyPeer } from '../../../server/src/analysis/rules/kubernetes/network-policy-peer.ts';
import { checkDiagnostics } from '../../fixture/check.ts';
import { checkSaid, objectText } from '../../fixture/manifest-texts.ts';

const code = 'kubernetes/network-policy-peer';

describe(code, () => {
  const policy = (rule: string) =>
    objectText('networking.k8s.io/v1', 'NetworkPolicy', `spec: { podSelector: {}, ingress: [{ ${rule} }] }`);

  it('reports its examples', () => {
    for (const { before } of networkPolicyPeer.examples) checkDiagnostics(before);
  });

  it('knows peers', () => {
    for (const fine of [
      'from: [{ podSelector: {}, namespaceSelector: {} }]',
      'from: [{ ipBlock: { cidr: 10.0.0.0/8 } }]',
    ])
      checkSaid(policy(fine));
    checkSaid(policy('from: [{}]'), `${code}: A peer requires one of: podSelector, namespaceSelector, ipBlock.`);
    checkSaid(policy('from: [{ ipBlock: { cidr: 10.0.0.1 } }]'), 'kubernetes/invalid-address');
  });

  it('knows ranges of ports', () => {
    checkSaid(policy('ports: [{ port: 80, endPort: 90 }]'));
    checkSaid(policy('ports: [{ port: 80, endPort: 70 }]'), `${code}: 'endPort' must not be smaller than 'port'.`);
    checkSaid(policy('ports: [{ port: http, endPort: 90 }]'), `${code}: 'endPort' requires a number in 'port'.`);
    checkSaid(policy('ports: [{ endPort: 90 }]'), `${code}: 'endPort' requires a number in 'port'.`);
    checkSaid(policy('ports: [{ protocol: tcp }]'), 'kubernetes/invalid-value');
  });
});
