import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'workload/network-policy-blocks-listener';
const policy = (spec: string, claim = '', kind = 'networking.k8s.io/v1', name = 'web') =>
  `#- /${name}-policy.yaml
apiVersion: ${kind}
kind: NetworkPolicy
metadata: { name: ${name} }
spec: { podSelector: { matchLabels: { app: web } }, ${spec} }
${claim}
`;
const fixture = (others: string, claim = '', service = '') =>
  `#- /pod.yaml stock:sidecar-pod
#- /envoy-config.yaml stock:sidecar-config
${claim}
#- /service.yaml stock:sidecar-service
${service}
${others}`;
const appOnly = 'ingress: [{ ports: [{ port: 8080 }] }]';

describe(code, () => {
  it('reports policies that allow only other ports, at both ends, and allows the port', () => {
    const claim = `#? warning ${code} at "9092": NetworkPolicy 'web' does not allow traffic to port 9092.`;
    const said = `#? warning ${code} at "8080": This does not allow port 9092 of listener 'ingress', which Service 'web' targets.`;
    checkDiagnostics(fixture(policy(appOnly, said), claim));
    checkFix(fixture(policy(appOnly)), code, fixture(policy('ingress: [{ ports: [{ port: 8080 }, { port: 9092 }] }]')));
    const range = 'ingress: [{ ports: [{ port: 8000, endPort: 9091 }] }]';
    checkDiagnostics(fixture(policy(range, `#? warning ${code} at "8000"`), claim));
    const udp = 'ingress: [{ ports: [{ port: 9092, protocol: UDP }] }]';
    checkDiagnostics(fixture(policy(udp, `#? warning ${code} at "9092"`), claim));
  });

  it('accepts policies that allow the port', () => {
    for (const ports of ['{ port: 9092 }', '{ port: 9000, endPort: 9100 }', '{ protocol: TCP }', '{ port: unknown }'])
      checkDiagnostics(fixture(policy(`ingress: [{ ports: [{ port: 8080 }, ${ports}] }]`)));
    checkDiagnostics(fixture(policy('ingress: [{ from: [{ podSelector: {} }] }]')));
    checkDiagnostics(
      fixture(policy(appOnly) + policy('ingress: [{ ports: [{ port: 9092 }] }]', '', undefined, 'more')),
    );
  });

  it('reports nothing if nothing is allowed on purpose, and if the policy is not about the traffic', () => {
    checkDiagnostics(fixture(policy('ingress: []')));
    checkDiagnostics(fixture(policy(`policyTypes: [Egress], ${appOnly}`)));
    checkDiagnostics(fixture(policy(appOnly).replace('app: web', 'app: other')));
    checkDiagnostics(fixture(policy(appOnly), '', '#~ app: web => app: other'));
  });

  it('reports nothing if other policies may allow the port', () => {
    const cilium = policy('ingress: []', '', 'cilium.io/v2', 'more').replace('NetworkPolicy', 'CiliumNetworkPolicy');
    checkDiagnostics(fixture(policy(appOnly) + cilium));
    const open = policy('ingress: [{ ports: [{ port: "${PORT}" }] }]', '', undefined, 'more');
    checkDiagnostics(fixture(policy(appOnly) + open));
    const elsewhere = policy(appOnly).replace('metadata: {', 'metadata: { namespace: shop,');
    checkDiagnostics(fixture(elsewhere));
  });
});
