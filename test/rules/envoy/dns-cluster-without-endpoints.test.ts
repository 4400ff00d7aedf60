import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'envoy/dns-cluster-without-endpoints';
const cluster = (fields: string) => `#- /envoy.yaml\nstatic_resources: { clusters: [{ name: app, ${fields} }] }\n`;
const endpoints =
  'endpoints: [ { lb_endpoints: [ { endpoint: { address: { socket_address: { address: app, port_value: 8080 } } } } ] } ]';

describe(code, () => {
  it('inserts an endpoint with the name of the cluster', () => {
    const title = 'Add an endpoint';
    checkFix(
      cluster('type: STRICT_DNS'),
      code,
      cluster(`type: STRICT_DNS, load_assignment: { cluster_name: app, ${endpoints} }`),
      title,
    );
    checkFix(
      cluster('type: 1, load_assignment: { cluster_name: app }'),
      code,
      cluster(`type: 1, load_assignment: { cluster_name: app, ${endpoints} }`),
      title,
    );
  });

  it('reports nothing for other types and for endpoints of any kind', () => {
    for (const fields of [
      'type: STATIC',
      'type: ORIGINAL_DST, lb_policy: CLUSTER_PROVIDED',
      'type: STRICT_DNS, load_assignment: { cluster_name: app, endpoints: [{ lb_endpoints: [{ endpoint_name: a }] }] }',
      'type: "{{ type }}"',
    ])
      checkDiagnostics(cluster(fields));
  });
});
