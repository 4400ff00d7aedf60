import assert from 'node:assert/strict';
import { itAsksEnvoy, refusals } from '../../fixture/ask-envoy.ts';
import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';

const code = 'envoy/eds-without-config';
const cluster = (fields: string) => `#- /envoy.yaml\nstatic_resources: { clusters: [{ name: app, ${fields} }] }\n`;

describe(code, () => {
  const block = (fields: string, more = '') =>
    `#- /envoy.yaml\nnode: { id: a, cluster: b }\n${more}static_resources:\n  clusters:\n    - name: app\n${fields}    - name: xds\n`;
  const dynamic =
    'dynamic_resources: { ads_config: { api_type: GRPC, grpc_services: [{ envoy_grpc: { cluster_name: xds } }] } }\n';
  const dns = `      type: STRICT_DNS
      load_assignment:
        cluster_name: app
        endpoints:
          - lb_endpoints:
              - endpoint:
                  address:
                    socket_address:
                      address: app
                      port_value: 8080
`;
  const eds = `      type: EDS
      eds_cluster_config:
        eds_config:
          ads: {}
          resource_api_version: V3
`;

  it('offers an endpoint if there is none', () => {
    const title = "Change the type to 'STRICT_DNS' and add an endpoint";
    assert.deepEqual(fixTitles(block('      type: EDS\n'), code), [title]);
    checkFix(block('      type: EDS\n'), code, block(dns), title);
    assert.deepEqual(fixTitles(cluster('type: eds, eds_cluster_config: '), code), []);
  });

  it('offers the management server if there is one', () => {
    const title = 'Get the endpoints from the management server (ADS)';
    checkFix(block('      type: EDS\n', dynamic), code, block(eds, dynamic), title);
    checkFix(block('      type: EDS\n      eds_cluster_config:\n', dynamic), code, block(eds, dynamic), title);
  });

  itAsksEnvoy('has fixes that Envoy accepts', async (envoy) => {
    const texts = [block(dns), block(eds, dynamic)].map((text) => text.replace(/^.*\n/, ''));
    assert.deepEqual(await refusals(envoy, texts), []);
  });

  it('reports nothing for clusters that have a config or another type', () => {
    for (const fields of ['type: EDS, eds_cluster_config: {}', 'type: STATIC', 'connect_timeout: 1s'])
      checkDiagnostics(cluster(fields));
  });
});
