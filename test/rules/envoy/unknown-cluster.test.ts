import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';
import assert from 'node:assert/strict';

const mistyped = `#- /envoy.yaml stock:seed-envoy
#~ cluster: targetCluster => cluster: targetClutser
`;

describe('envoy/unknown-cluster', () => {
  it('reports a route to a cluster that is not there, and offers the nearest name first', () => {
    checkFix(mistyped, 'envoy/unknown-cluster', '#- /envoy.yaml stock:seed-envoy');
    assert.deepEqual(fixTitles(mistyped, 'envoy/unknown-cluster'), [
      'Change to "targetCluster"',
      'Create cluster "targetClutser"',
    ]);
  });

  it('is silent when clusters come over CDS', () => {
    checkDiagnostics(`#- /envoy.yaml
dynamic_resources: { cds_config: { ads: {} } }
static_resources:
  listeners:
    - name: a
      filter_chains: [{ filters: [{ typed_config: { route_config: { virtual_hosts: [{ routes: [{ route: { cluster: dynamic } }] }] } } }] }]
`);
  });
});
