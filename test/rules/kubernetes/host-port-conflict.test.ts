import { checkDiagnostics } from '../../fixture/check.ts';

const code = 'kubernetes/host-port-conflict';

interface Case {
  readonly kind?: string;
  readonly name?: string;
  readonly spec?: string;
  readonly pod?: string;
  readonly port?: string;
}

const workload = ({
  kind = 'Deployment',
  name = 'web',
  spec = 'replicas: 3',
  pod = '',
  port = 'hostPort: 80',
}: Case) => `
apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name} }
spec:
  selector: { matchLabels: { app: ${name} } }
  ${spec}
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      ${pod}
      containers:
        - name: app
          image: example.com/web:1.4.2
          ports: [{ containerPort: 8080, ${port} }]
`;
const fixture = (...parts: readonly string[]) => `#- /all.yaml${parts.join('---')}`;
const daemonSet = (name: string, rest: Case = {}) => workload({ kind: 'DaemonSet', name, spec: '', ...rest });

describe(code, () => {
  it('says how many nodes the replicas need', () => {
    const said = 'Only one pod with host port 80 can run on a node. 3 replicas need 3 nodes.';
    checkDiagnostics(`${fixture(workload({}))}#? hint ${code} at "80"#3: ${said}\n`);
  });

  it('counts the ports of a pod in the network of the node', () => {
    const pod = 'hostNetwork: true';
    checkDiagnostics(`${fixture(workload({ pod, port: 'name: web' }))}#? hint ${code} at "8080"\n`);
  });

  it('reports two DaemonSets in one file, which run on the same nodes', () => {
    const said = "DaemonSet 'b' uses host port 80 on the same nodes. Only one of the two can run on each node.";
    const both = fixture(daemonSet('a'), daemonSet('b'));
    checkDiagnostics(`${both}#? hint ${code} at "80"#3: ${said}\n#? hint ${code} at "80"#6\n`);
  });

  it('accepts one replica, and ports that differ in number, protocol or address', () => {
    checkDiagnostics(fixture(workload({ spec: 'replicas: 1' })));
    checkDiagnostics(fixture(workload({ port: 'name: web' })));
    checkDiagnostics(fixture(daemonSet('a'), daemonSet('b', { port: 'hostPort: 81' })));
    checkDiagnostics(fixture(daemonSet('a'), daemonSet('b', { port: 'hostPort: 80, protocol: UDP' })));
    const on = (address: string) => ({ port: `hostPort: 80, hostIP: ${address}` });
    checkDiagnostics(fixture(daemonSet('a', on('10.0.0.1')), daemonSet('b', on('10.0.0.2'))));
  });

  it('reports nothing if something else determines the nodes', () => {
    checkDiagnostics(fixture(workload({ pod: 'nodeSelector: { disk: ssd }' })));
    checkDiagnostics(fixture(daemonSet('a', { pod: 'nodeSelector: { disk: ssd }' }), daemonSet('b')));
    checkDiagnostics(fixture(daemonSet('a'), daemonSet('b', { pod: 'tolerations: [{ operator: Exists }]' })));
  });
});
