import { checkDiagnostics } from '../../fixture/check.ts';
import { bootstrap, error, extension, quiet } from './configs.ts';

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
