import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'workload/service-port-missing';

interface Case {
  readonly host: string;
  readonly port: number;
  readonly claim?: string;
  /** Further changes of the config. */
  readonly config?: string;
  readonly pod?: string;
  readonly others: string;
}

const fixture = ({ host, port, claim = '', config = '#~ STATIC => STRICT_DNS', pod = '', others }: Case) =>
  `#- /pod.yaml stock:sidecar-pod
${pod}
#- /envoy-config.yaml stock:sidecar-config
${config}
#~ { address: 127.0.0.1, port_value: 8080 } => { address: ${host}, port_value: ${port} }
${claim}
${others}
`;
const service = (ports: string, more = '', metadata = '', claim = '') =>
  `#- /orders.yaml
apiVersion: v1
kind: Service
metadata: { name: orders${metadata} }
spec: { selector: { app: orders }, ports: ${ports}${more} }
${claim}`;
const pod = (container: string) =>
  `#- /orders-pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: orders, labels: { app: orders } }
spec: { containers: [{ name: app, image: example.com/orders:1, ${container} }] }
`;
const headless = (ports: string, claim = '') => service(ports, ', clusterIP: None', '', claim);

describe(code, () => {
  const atService = `#? warning ${code} at "80": Cluster 'app' targets port 8080, which this Service does not have.`;

  it('reports a port that the Service does not have, at both ends, and offers its only port', () => {
    const claim = `#? warning ${code} at "8080": Service 'orders' has no port 8080. Its ports: 80.`;
    const others = service('[{ port: 80, targetPort: 8080 }]', '', '', atService);
    checkDiagnostics(fixture({ host: 'orders', port: 8080, claim, others }));
    checkFix(
      fixture({ host: 'orders', port: 8080, others }),
      code,
      fixture({ host: 'orders', port: 80, others: service('[{ port: 80, targetPort: 8080 }]') }),
    );
  });

  it('reads names with a namespace', () => {
    const others = service('[{ port: 80 }]', '', ', namespace: shop', atService);
    for (const host of ['orders', 'orders.shop', 'orders.shop.svc', 'orders.shop.svc.cluster.local'])
      checkDiagnostics(fixture({ host, port: 8080, claim: `#? warning ${code} at "8080"`, others }));
    const silent = service('[{ port: 80 }]', '', ', namespace: shop');
    for (const host of ['orders.other', 'orders.other.svc', 'orders.example.com', 'other'])
      checkDiagnostics(fixture({ host, port: 8080, others: silent }));
  });

  it('prefers the port that leads to the target that is written', () => {
    const others = service('[{ name: a, port: 80, targetPort: 8080 }, { name: b, port: 81, targetPort: 8081 }]');
    checkFix(fixture({ host: 'orders', port: 8081, others }), code, fixture({ host: 'orders', port: 81, others }));
  });

  it('compares with the ports of the pods if the Service is headless', () => {
    const claim = `#? warning ${code} at "80": The pods of headless Service 'orders' do not listen on port 80. Their ports: 8080.`;
    const at = `#? warning ${code} at "80": Cluster 'app' targets port 80, but the pods of this headless Service do not listen there.`;
    const ports = '[{ port: 80, targetPort: 8080 }]';
    const others = `${headless(ports, at)}\n${pod('ports: [{ containerPort: 8080 }]')}`;
    checkDiagnostics(fixture({ host: 'orders', port: 80, claim, others }));
    checkFix(fixture({ host: 'orders', port: 80, others }), code, fixture({ host: 'orders', port: 8080, others }));
  });

  it('accepts ports of the Service, and ports of the pods of a headless one', () => {
    checkDiagnostics(fixture({ host: 'orders', port: 80, others: service('[{ port: 80, targetPort: 8080 }]') }));
    const ports = '[{ port: 80, targetPort: 8080 }]';
    for (const container of ['ports: [{ containerPort: 8080 }]', 'args: [--port, "8080"]', 'imagePullPolicy: Always'])
      checkDiagnostics(fixture({ host: 'orders', port: 8080, others: `${headless(ports)}\n${pod(container)}` }));
  });

  it('reports nothing if the Service is not known', () => {
    const open = service('[{ port: 80 }]');
    checkDiagnostics(fixture({ host: 'orders', port: 8080, others: headless('[{ port: 80 }]') }));
    checkDiagnostics(
      fixture({
        host: 'orders',
        port: 8080,
        others: service('[{ port: 80 }]', ', type: ExternalName, externalName: a.example'),
      }),
    );
    checkDiagnostics(fixture({ host: 'orders', port: 8080, others: service('[{ port: "${PORT}" }]') }));
    const alias = '#~ spec:\\n => spec:\\n  hostAliases: [{ ip: 10.0.0.1, hostnames: [orders] }]\\n';
    checkDiagnostics(fixture({ host: 'orders', port: 8080, pod: alias, others: open }));
    const prefix = '#- /kustomization.yaml\nresources: [pod.yaml, envoy-config.yaml, orders.yaml]\nnamePrefix: eu-';
    checkDiagnostics(fixture({ host: 'orders', port: 8080, others: `${open}\n${prefix}` }));
  });

  it('reports nothing if one of several Services has the port', () => {
    const other = service('[{ port: 8080 }]', '', ', namespace: b').replace('/orders.yaml', '/other.yaml');
    const others = `${service('[{ port: 80 }]', '', ', namespace: a')}\n${other}`;
    checkDiagnostics(fixture({ host: 'orders', port: 8080, others }));
  });
});
