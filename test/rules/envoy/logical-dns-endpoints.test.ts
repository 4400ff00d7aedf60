import assert from 'node:assert/strict';
import { checkDiagnostics, fixTitles } from '../../fixture/check.ts';

const code = 'envoy/logical-dns-endpoints';
const cluster = (type: string, endpoints: string) =>
  `#- /envoy.yaml\nstatic_resources:\n  clusters:\n    - name: app\n      type: ${type}\n      load_assignment: { cluster_name: app, endpoints: ${endpoints} }\n`;
const endpoint = '{ endpoint: { address: { socket_address: { address: a, port_value: 80 } } } }';
const pipe = '{ endpoint: { address: { pipe: { path: /tmp/a } } } }';

describe(code, () => {
  it('counts localities as well', () => {
    assert.deepEqual(
      fixTitles(cluster('LOGICAL_DNS', `[{ lb_endpoints: [${endpoint}] }, { lb_endpoints: [${endpoint}] }]`), code),
      ["Change the type to 'STRICT_DNS'"],
    );
  });

  it('has no fix for pipes or if there is no endpoint', () => {
    assert.deepEqual(fixTitles(cluster('2', `[{ lb_endpoints: [${endpoint}, ${pipe}] }]`), code), []);
    assert.deepEqual(fixTitles(cluster('LOGICAL_DNS', '[]'), code), []);
  });

  it('reports nothing for one endpoint and for other types', () => {
    checkDiagnostics(cluster('LOGICAL_DNS', `[{ lb_endpoints: [${endpoint}] }]`));
    checkDiagnostics(cluster('STRICT_DNS', `[{ lb_endpoints: [${endpoint}, ${endpoint}] }]`));
  });
});
