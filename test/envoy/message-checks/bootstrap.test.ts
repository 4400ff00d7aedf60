import { compareWithEnvoy } from '../compare-with-envoy.ts';
import { bootstrap, error, quiet } from './configs.ts';

const node = 'node: { id: a, cluster: app }';
const resources = (fields: string) => `static_resources: { ${fields} }`;
const address = (port: number) => `address: { socket_address: { address: 127.0.0.1, port_value: ${port} } }`;
const local = (type: string, priority: number) =>
  bootstrap(
    node,
    'cluster_manager: { local_cluster_name: app }',
    resources(
      `clusters: [{ name: app, type: ${type}, load_assignment: { cluster_name: app, endpoints: [{ priority: ${priority}, lb_endpoints: [{ endpoint: { ${address(80)} } }] }] } }]`,
    ),
  );

const sharing = (manager: string) => {
  const limit = '"@type": type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit';
  const router =
    '{ name: r, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router } }';
  const http =
    '"@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager';
  const filters = `[{ name: l, typed_config: { ${limit}, stat_prefix: a, token_bucket: { max_tokens: 5, fill_interval: 1s }, local_cluster_rate_limit: {} } }, ${router}]`;
  return bootstrap(
    node,
    manager,
    resources(
      `clusters: [{ name: app, type: STATIC, load_assignment: { cluster_name: app } }], listeners: [{ name: web, ${address(80)}, filter_chains: [{ filters: [{ name: h, typed_config: { ${http}, stat_prefix: a, route_config: {}, http_filters: ${filters} } }] }] }]`,
    ),
  );
};

const options = 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions';
const server = resources(
  `clusters: [{ name: xds, type: STATIC, typed_extension_protocol_options: { ${options}: { "@type": type.googleapis.com/${options}, explicit_http_config: { http2_protocol_options: {} } } }, load_assignment: { cluster_name: xds, endpoints: [{ lb_endpoints: [{ endpoint: { ${address(81)} } }] }] } }]`,
);
const service = '{ envoy_grpc: { cluster_name: xds } }';
const source = (type: string, ...services: readonly string[]) =>
  `{ api_type: ${type}, transport_api_version: V3, grpc_services: [${services.join(', ')}] }`;
const authority = (type: string) =>
  bootstrap(
    node,
    `config_sources: [{ authorities: [{ name: a }], resource_api_version: V3, api_config_source: ${source(type, service)} }]`,
    server,
  );
const ads = (...services: readonly string[]) =>
  bootstrap(node, `dynamic_resources: { ads_config: ${source('GRPC', ...services)} }`, server);

const listener = resources('listeners: [{ name: a, internal_listener: {}, filter_chains: [{ filters: [] }] }]');
const extension =
  'bootstrap_extensions: [{ name: a, typed_config: { "@type": type.googleapis.com/envoy.extensions.bootstrap.internal_listener.v3.InternalListener } }]';

const runtime = (value: string): string =>
  bootstrap('layered_runtime:', '  layers:', `    - { name: a, static_layer: { one: ${value} } }`);

describe('the bootstrap', () =>
  compareWithEnvoy(
    {
      'has endpoints of the first priority in its own cluster': [
        [local('STATIC', 9), error('9', 'out-of-range'), /Unexpected non-zero priority for local cluster/],
        [local('STATIC', 0), ''],
      ],
      'has a cluster of its own for limits that its Envoys share': [
        [sharing(''), error('local_cluster_rate_limit', 'missing-dependency'), /no local cluster name is present/],
        [sharing('cluster_manager: { local_cluster_name: app }'), ''],
      ],
      'has runtime values of simple types': [
        [runtime('[1]'), error('one', 'wrong-type'), /Invalid runtime entry value for one/],
        [runtime(''), error('one', 'wrong-type'), /Invalid runtime entry value for one/],
        [runtime('{ two: [] }'), error('two', 'wrong-type'), /Invalid runtime entry value for one.two/],
        [runtime('{ numerator: 1, denominator: [] }'), ''],
        [runtime('{ two: { three: a }, four: true }'), ''],
      ],
      'has the extension of its internal listeners': [
        [
          bootstrap(listener),
          error('internal_listener', 'missing-dependency'),
          /InternalListener bootstrap extension is mandatory/,
        ],
        [bootstrap(extension, listener), ''],
      ],
      'aggregates the sources of authorities': [
        [authority('GRPC'), error('GRPC', 'invalid-config-source'), /AGGREGATED/],
        [authority('AGGREGATED_GRPC'), ''],
      ],
      'has one management server': [
        [ads(service, service), error('grpc_services', 'too-many-entries'), /grpc_services|singleton/i],
        [ads(service), ''],
      ],
    },
    quiet,
  ));
