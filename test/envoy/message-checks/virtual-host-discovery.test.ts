import { checkDiagnostics } from '../../fixture/check.ts';
import { compareWithEnvoy } from '../compare-with-envoy.ts';
import { bootstrap, error, extension, quiet } from './configs.ts';

const router = extension('envoy.extensions.filters.http.router.v3.Router');
const manager = extension(
  'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
  `stat_prefix: a, route_config: { name: r, vhds: { config_source: { ads: {} } } }, http_filters: [${router}]`,
);
const discovering = (dynamic: string, ...more: readonly string[]) =>
  bootstrap(
    'node: { id: a, cluster: b }',
    dynamic,
    ...more,
    'static_resources:',
    '  clusters: [{ name: xds, type: STATIC, load_assignment: { cluster_name: xds } }]',
    `  listeners: [{ name: web, address: { socket_address: { address: 127.0.0.1, port_value: 8080 } }, filter_chains: [{ filters: [${manager}] }] }]`,
  );
const ads = (type: string) =>
  `dynamic_resources: { ads_config: { api_type: ${type}, transport_api_version: V3, grpc_services: [{ envoy_grpc: { cluster_name: xds } }] } }`;

describe('virtual hosts from ADS', () => {
  compareWithEnvoy(
    {
      'require the incremental kind': [
        [discovering(ads('GRPC')), error('ads', 'invalid-config-source', 2), /ADS must use DELTA_GRPC/],
        [discovering(ads('DELTA_GRPC')), ''],
        [discovering(''), error('ads', 'missing-dependency'), /no ADS configured in bootstrap/],
      ],
    },
    quiet,
  );

  it('are not rejected before Envoy 1.39', () =>
    checkDiagnostics(discovering(ads('GRPC')), quiet, { envoyVersion: '1.38.3' }));

  it('are not checked if the bootstrap is not complete', () => checkDiagnostics(discovering('…: …'), quiet));
});
