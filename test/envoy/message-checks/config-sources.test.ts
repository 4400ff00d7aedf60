import { checkDiagnostics } from '../../fixture/check.ts';
import { managed, routerFilter } from '../../rules/envoy/filtered.ts';
import { bootstrap, cluster, error, extension, network, quiet, upstreamTls } from './configs.ts';

const loose = {
  'envoy/unused-cluster': 'off',
  'envoy/http2-to-grpc-missing': 'off',
  'envoy/node-missing': 'off',
} as const;
const source = (fields: string) => `#- /envoy.yaml
node: { id: a, cluster: b }
dynamic_resources: { cds_config: { api_config_source: { ${fields} } } }
static_resources: { clusters: [{ name: xds }] }
`;
const grpc = 'grpc_services: [{ envoy_grpc: { cluster_name: xds } }]';

describe('where resources are asked for', () => {
  it('is a service for gRPC, and clusters for REST', () => {
    for (const [fields, at] of [
      ['api_type: GRPC', 'api_type'],
      ['api_type: GRPC, grpc_services: ~', 'api_type'],
      ['api_type: REST, refresh_delay: 1s', 'api_type'],
      ['api_type: REST, cluster_names: [xds]', 'api_type'],
      [grpc, 'grpc_services'],
    ] as const)
      checkDiagnostics(`${source(fields)}#? error envoy/missing-field at "${at}"\n`, loose);
    checkDiagnostics(
      `${source(`api_type: GRPC, ${grpc}, cluster_names: [xds]`)}#? error envoy/invalid-config-source at "cluster_names"\n`,
      loose,
    );
    checkDiagnostics(source(`api_type: DELTA_GRPC, ${grpc}`), loose);
    checkDiagnostics(source('api_type: REST, cluster_names: [xds], refresh_delay: 1s'), loose);
  });

  it('is aggregated only by its own field', () => {
    checkDiagnostics(
      `${source(`api_type: AGGREGATED_GRPC, ${grpc}`)}#? error envoy/invalid-config-source at "AGGREGATED_GRPC"\n`,
      loose,
    );
  });

  it('is not checked if it is filled in, or a key is mistyped', () => {
    checkDiagnostics(source('api_type: "{{ type }}"'), loose);
    checkDiagnostics(
      `${source('api_type: GRPC, grpc_service: []')}#? error envoy/unknown-field at "grpc_service"\n`,
      loose,
    );
  });
});

const named = 'node: { id: a, cluster: b }';

describe('where resources come from', () => {
  it('is not Envoy’s own stream, for clusters and endpoints', () => {
    checkDiagnostics(
      bootstrap(named, 'dynamic_resources: { cds_config: { self: {} } }') + error('self', 'unsupported-field'),
      quiet,
    );
    checkDiagnostics(
      cluster('type: EDS, eds_cluster_config: { eds_config: { self: {} } }') + error('self', 'unsupported-field'),
      quiet,
    );
  });

  it('is required for a layer of the runtime', () => {
    const layer = (fields: string) =>
      bootstrap(named, `layered_runtime: { layers: [{ name: one, rtds_layer: { name: a${fields} } }] }`);
    checkDiagnostics(layer('') + error('name', 'missing-field', 2), quiet);
    checkDiagnostics(layer(', rtds_config: { path_config_source: { path: /a } }'), quiet);
  });

  it('is a URL for a collection of clusters', () => {
    const locator = (url: string) => bootstrap(named, `dynamic_resources: { cds_resources_locator: "${url}" }`);
    checkDiagnostics(locator('/clusters') + error('"/clusters"', 'invalid-value'), quiet);
    checkDiagnostics(locator('file:///clusters'), quiet);
    checkDiagnostics(locator('${CLUSTERS}'), quiet);
  });

  it('is followed by extensions of their own kind', () => {
    const type = 'envoy.extensions.filters.http.cors.v3.Cors';
    for (const name of ['xds_delegate_extension', 'xds_config_tracker_extension'])
      checkDiagnostics(
        bootstrap(`${name}: ${extension(type)}`, 'static_resources: {}') +
          error(`type.googleapis.com/${type}`, 'unsupported-field'),
        quiet,
      );
    checkDiagnostics(
      bootstrap('xds_delegate_extension: { name: a, typed_config: {} }', 'static_resources: {}') +
        error('typed_config', 'missing-field'),
      quiet,
    );
  });

  it('is an API for authorities', () => {
    const source = (fields: string) => bootstrap(named, `default_config_source: { ${fields} }`, 'static_resources: {}');
    checkDiagnostics(source('ads: {}') + error('ads', 'invalid-config-source'), quiet);
  });

  it('has an authority, which it names once', () => {
    const api =
      'api_config_source: { api_type: AGGREGATED_GRPC, transport_api_version: V3, grpc_services: [{ google_grpc: { target_uri: a, stat_prefix: a } }] }';
    const sources = (config: string, fallback = '') =>
      bootstrap(
        named,
        `config_sources: [${config}]`,
        ...(fallback ? [`default_config_source: ${fallback}`] : []),
        'static_resources: {}',
      );
    const one = `{ authorities: [{ name: a }], ${api} }`;
    checkDiagnostics(
      `${sources(`{ ${api} }`)}#? error envoy/missing-field at "api_config_source": This source requires an authority in 'authorities'.\n`,
      quiet,
    );
    checkDiagnostics(sources(`${one}, ${one}`, one), quiet);
    checkDiagnostics(sources(one, `{ ${api} }`), quiet);
    checkDiagnostics(
      sources(one.replace('{ name: a }', '{ name: bb }, { name: bb }')) + error('bb', 'duplicate-entry', 2),
      quiet,
    );
  });

  it('is aggregated by none of the fields of Envoy', () => {
    const api =
      'api_config_source: { api_type: "5", transport_api_version: V3, grpc_services: [{ google_grpc: { target_uri: a, stat_prefix: a } }] }';
    const secret = `common_tls_context: { validation_context_sds_secret_config: { name: a, sds_config: { ${api} } } }`;
    checkDiagnostics(
      bootstrap(named) + upstreamTls(secret).replace('#- /envoy.yaml\n', '') + error('"5"', 'invalid-config-source'),
      quiet,
    );
    checkDiagnostics(
      bootstrap(named, `layered_runtime: { layers: [{ name: one, rtds_layer: { rtds_config: { ${api} } } }] }`) +
        error('"5"', 'invalid-config-source'),
      quiet,
    );
  });

  it('of virtual hosts is DELTA_GRPC or ADS since Envoy 1.40', () => {
    const hosts = (config: string) =>
      managed(`                http_filters: [${routerFilter}]\n`).replace(
        'virtual_hosts: []',
        `vhds: { config_source: { ${config} } }`,
      );
    const api = (type: string) =>
      `api_config_source: { api_type: ${type}, transport_api_version: V3, grpc_services: [{ google_grpc: { target_uri: a, stat_prefix: a } }] }`;
    const off = { ...quiet, 'envoy/node-missing': 'off' } as const;
    checkDiagnostics(
      hosts('path_config_source: { path: /a }') + error('path_config_source', 'invalid-config-source'),
      off,
    );
    checkDiagnostics(hosts(api('GRPC')) + error('GRPC', 'invalid-config-source'), off);
    checkDiagnostics(hosts(api('DELTA_GRPC')), off);
    checkDiagnostics(hosts('ads: {}') + error('ads', 'missing-dependency'), off);
    checkDiagnostics(hosts('path_config_source: { path: /a }'), off, { envoyVersion: '1.38.3' });
  });

  it('is joined from two spellings', () => {
    const grpc = 'adsConfig: { api_type: GRPC, grpc_services: [{ envoy_grpc: { cluster_name: xds } }] }';
    checkDiagnostics(
      `${bootstrap(
        named,
        `dynamic_resources: { ${grpc}, ads_config: {} }`,
        'static_resources: { clusters: [{ name: xds }] }',
      )}#? warning envoy/duplicate-field at "ads_config"\n`,
      quiet,
    );
  });

  it('is required for discovered routes', () => {
    const rds = (fields: string) =>
      network(
        extension(
          'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
          `stat_prefix: a, rds: { ${fields} }, http_filters: [${extension('envoy.extensions.filters.http.router.v3.Router')}]`,
        ),
      );
    checkDiagnostics(rds('route_config_name: a') + error('route_config_name', 'missing-field'), quiet);
    checkDiagnostics(rds('route_config_name: "xdstp://a/envoy.config.route.v3.RouteConfiguration/b"'), quiet);
    checkDiagnostics(rds('route_config_name: a, config_source: { path_config_source: { path: /a } }'), quiet);
  });

  it('is a warning for listeners, which `--mode validate` does not ask for', () => {
    const listeners = (fields: string) =>
      bootstrap(
        named,
        `dynamic_resources: { lds_config: { api_config_source: { ${fields} } } }`,
        'static_resources: {}',
      );
    checkDiagnostics(`${listeners('api_type: REST')}#? warning envoy/missing-field at "api_type"\n`, quiet);
  });

  it('is not reported as deprecated if it is not read', () => {
    const api = 'api_type: DEPRECATED_AND_UNAVAILABLE_DO_NOT_USE';
    checkDiagnostics(bootstrap(named, `hds_config: { ${api} }`, 'static_resources: {}'), quiet);
    checkDiagnostics(
      bootstrap(named, `dynamic_resources: { cds_config: { api_config_source: { ${api} } } }`) +
        error('api_type', 'missing-field'),
      quiet,
    );
  });
});
