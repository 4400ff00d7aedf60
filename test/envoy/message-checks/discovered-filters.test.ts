import { checkDiagnostics } from '../../fixture/check.ts';
import { compareWithEnvoy } from '../compare-with-envoy.ts';
import { bootstrap, error, extension, quiet } from './configs.ts';

const buffer = 'envoy.extensions.filters.http.buffer.v3.Buffer';
const cors = 'envoy.extensions.filters.http.cors.v3.Cors';
const inspector = 'envoy.extensions.filters.listener.tls_inspector.v3.TlsInspector';
const proxyProtocol = 'envoy.extensions.filters.listener.proxy_protocol.v3.ProxyProtocol';
const url = (type: string) => `type.googleapis.com/${type}`;
const discovered = (types: string, more = '') =>
  `{ name: a, config_discovery: { config_source: { ads: {} }, type_urls: [${types}]${more} } }`;
const plain = (type: string) => `, default_config: { "@type": ${url(type)} }`;

/** A listener with ADS. */
const listening = (address: string, more: string) =>
  bootstrap(
    'node: { id: a, cluster: b }',
    'dynamic_resources: { ads_config: { api_type: GRPC, transport_api_version: V3, grpc_services: [{ envoy_grpc: { cluster_name: xds } }] } }',
    'static_resources:',
    '  clusters: [{ name: xds, type: STATIC, load_assignment: { cluster_name: xds } }]',
    `  listeners: [{ name: web, address: { socket_address: { ${address}, port_value: 8080 } }, ${more} }]`,
  );
const router = extension('envoy.extensions.filters.http.router.v3.Router');
const manager = (filters: string) =>
  extension(
    'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
    `stat_prefix: a, route_config: {}, http_filters: [${filters}${router}]`,
  );
const http = (filter: string) =>
  listening('address: 127.0.0.1', `filter_chains: [{ filters: [${manager(`${filter}, `)}] }]`);
const network = (filter: string) =>
  listening('address: 127.0.0.1', `filter_chains: [{ filters: [${filter}, ${manager('')}] }]`);
const early = (filter: string, address = 'address: 127.0.0.1') =>
  listening(address, `listener_filters: [${filter}], filter_chains: [{ filters: [${manager('')}] }]`);
const unknown = /factory found for a required type URL/;

describe('filters that come from xDS', () => {
  compareWithEnvoy(
    {
      'are of types that Envoy has for their place': [
        [http(discovered(url('a.Buffer'))), error(url('a.Buffer'), 'unknown-name'), unknown],
        [http(discovered(url(inspector))), error(url(inspector), 'unknown-name'), unknown],
        [
          http(discovered(url('google.protobuf.Struct'))),
          error(url('google.protobuf.Struct'), 'unknown-name'),
          unknown,
        ],
        [early(discovered(url(buffer))), error(url(buffer), 'unknown-name'), unknown],
        [http(discovered('""')), error('""', 'invalid-value'), unknown],
        [http(discovered(url(buffer))), ''],
        [http(discovered(`${buffer}PerRoute`)), ''],
        [early(discovered(url(inspector))), ''],
        // Types of network filters are looked up later.
        [network(discovered(url('a.Rbac'))), ''],
      ],
      'have a default of one of the types': [
        [http(discovered(url(buffer), plain(cors))), error(url(cors), 'invalid-value'), /but expect/],
        [
          early(discovered(url(inspector), plain(proxyProtocol))),
          error(url(proxyProtocol), 'invalid-value'),
          /but expect/,
        ],
        [http(discovered(`${url(buffer)}, ${url(cors)}`, plain(cors))), ''],
        [
          http(
            discovered(
              url(buffer),
              `, default_config: { "@type": ${url('xds.type.v3.TypedStruct')}, type_url: ${url(buffer)}, value: { max_request_bytes: 5 } }`,
            ),
          ),
          '',
        ],
      ],
      'have a default if Envoy does not wait for the config': [
        [
          http(discovered(url(cors), ', apply_default_config_without_warming: true')),
          error('apply_default_config_without_warming', 'missing-dependency'),
          /applied without warming but has no default config/,
        ],
        [http(discovered(url(cors), `${plain(cors)}, apply_default_config_without_warming: true`)), ''],
      ],
      'are not supported in UDP listeners': [
        [
          listening('protocol: UDP, address: 127.0.0.1', `listener_filters: [${discovered(url(inspector))}]`),
          error('config_discovery', 'unsupported-field'),
          /unsupported dynamic configuration/,
        ],
      ],
    },
    quiet,
  );

  it('are not checked if a type is filled in', () =>
    checkDiagnostics(http(discovered('"type.googleapis.com/${TYPE}"', plain(cors))), quiet));
});
