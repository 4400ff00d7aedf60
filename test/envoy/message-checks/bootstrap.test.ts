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

describe('the bootstrap', () =>
  compareWithEnvoy(
    {
      'has endpoints of the first priority in its own cluster': [
        [local('STATIC', 9), error('9', 'out-of-range'), /Unexpected non-zero priority for local cluster/],
        [local('STATIC', 0), ''],
        [bootstrap(node, 'cluster_manager: { local_cluster_name: null }', resources('clusters: []')), ''],
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
