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

  it('wants the management server among the static clusters, also with CDS', () => {
    checkDiagnostics(`#- /envoy.yaml
node: { id: a, cluster: b }
dynamic_resources:
  ads_config: { api_type: GRPC, grpc_services: [{ envoy_grpc: { cluster_name: missing } }] }
#                                                                             ^^^^^^^ error envoy/unknown-cluster
  cds_config: { api_config_source: { api_type: REST, cluster_names: [nobody] } }
#                                                                    ^^^^^^ error envoy/unknown-cluster
  lds_config: { api_config_source: { api_type: REST, cluster_names: [later] } }
static_resources:
  clusters:
    - name: endpoints
      type: EDS
      eds_cluster_config: { eds_config: { api_config_source: { grpc_services: [{ envoy_grpc: { cluster_name: none } }] } } }
#                                                                                                            ^^^^ error envoy/unknown-cluster
`);
  });
});
