import { checkDiagnostics } from '../../fixture/check.ts';
import { bootstrap, cluster, error, extension, http, listener, quiet, tcp, tcpProxy } from './configs.ts';

const cors = 'envoy.extensions.filters.http.cors.v3.Cors';
const url = `type.googleapis.com/${cors}`;
const validator = extension('envoy.extensions.config.validators.minimum_clusters.v3.MinimumClustersValidator');
const previous = extension('envoy.extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate');

const source = (fields: string, service = '', type = 'GRPC') =>
  `{ api_type: ${type}, transport_api_version: V3, grpc_services: [{ envoy_grpc: { cluster_name: app }${service} }]${fields} }`;
const dynamic = (name: string, config: string) =>
  bootstrap(
    'node: { id: a, cluster: b }',
    `dynamic_resources: { ${name}: ${config} }`,
    'static_resources: { clusters: [{ name: app }] }',
  );

describe('extensions that are looked up in some places', () => {
  it('are those for retries of HTTP clients', () => {
    const jwks = (retry: string) =>
      http(
        'jwt_authn.v3.JwtAuthentication',
        `providers: { a: { remote_jwks: { http_uri: { uri: "http://a/k", cluster: app, timeout: 1s }, retry_policy: { retry_host_predicate: [${retry}] } } } }`,
      );
    const off = { ...quiet, 'envoy/unknown-cluster': 'off' } as const;
    checkDiagnostics(jwks('{ name: x-h }') + error('name', 'missing-field', 4), off);
    checkDiagnostics(jwks('{ name: x-h }'), off, { envoyVersion: '1.36.4' });
    checkDiagnostics(jwks(previous), off);
    const authz = http(
      'ext_authz.v3.ExtAuthz',
      'http_service: { server_uri: { uri: "http://a", cluster: app, timeout: 1s }, retry_policy: { retry_priority: { name: x-h } } }',
    );
    checkDiagnostics(authz + error('name', 'missing-field', 4), off);
  });

  it('are the validators of sources for gRPC', () => {
    const wrong = `, config_validators: [${extension(cors)}]`;
    checkDiagnostics(dynamic('ads_config', source(wrong)) + error(url, 'unsupported-field'), quiet);
    checkDiagnostics(
      dynamic('cds_config', `{ api_config_source: ${source(wrong)} }`) + error(url, 'unsupported-field'),
      quiet,
    );
    checkDiagnostics(
      dynamic('ads_config', source(', config_validators: [{ name: a, typed_config: {} }]')) +
        error('typed_config', 'missing-field'),
      quiet,
    );
    checkDiagnostics(dynamic('ads_config', source(`, config_validators: [${validator}]`)), quiet);
    checkDiagnostics(dynamic('lds_config', `{ api_config_source: ${source(wrong)} }`), quiet);
    checkDiagnostics(
      dynamic(
        'cds_config',
        `{ api_config_source: { api_type: REST, cluster_names: [app], refresh_delay: 1s${wrong} } }`,
      ),
      quiet,
    );
  });

  it('are those for retries of gRPC clients', () => {
    const retries = (policy: string) => `, retry_policy: { ${policy} }`;
    const unknown = retries('retry_host_predicate: [{ name: x }]');
    checkDiagnostics(dynamic('ads_config', source('', unknown)) + error('name', 'missing-field', 2), quiet);
    checkDiagnostics(
      dynamic('ads_config', source('', retries(`retry_priority: ${extension(cors)}`))) +
        error(url, 'unsupported-field'),
      quiet,
    );
    checkDiagnostics(dynamic('ads_config', source('', retries(`retry_host_predicate: [${previous}]`))), quiet);
    checkDiagnostics(dynamic('lds_config', `{ api_config_source: ${source('', unknown)} }`), quiet);
    const service = (policy: string) => `grpc_service: { envoy_grpc: { cluster_name: app }${policy} }`;
    checkDiagnostics(
      bootstrap(
        `stats_sinks: [${extension('envoy.config.metrics.v3.MetricsServiceConfig', `transport_api_version: V3, ${service(unknown)}`)}]`,
        'static_resources: { clusters: [{ name: app }] }',
      ) + error('name', 'missing-field', 3),
      quiet,
    );
    checkDiagnostics(http('ext_authz.v3.ExtAuthz', service(unknown)), { ...quiet, 'envoy/unknown-cluster': 'off' });
  });

  it('are the address selectors of clusters', () => {
    const selector = (config: string) => cluster(`upstream_bind_config: { local_address_selector: ${config} }`);
    checkDiagnostics(selector(extension(cors)) + error(url, 'unsupported-field'), quiet);
    checkDiagnostics(selector('{ name: a, typed_config: {} }') + error('typed_config', 'missing-field'), quiet);
    checkDiagnostics(
      selector(extension('envoy.config.upstream.local_address_selector.v3.DefaultLocalAddressSelector')),
      quiet,
    );
  });

  it('are what overload actions are configured with', () => {
    const action = (name: string, config: string) =>
      bootstrap(
        `overload_manager: { actions: [{ name: envoy.overload_actions.${name}, triggers: [{ name: a, threshold: { value: 1 } }], typed_config: ${config} }], resource_monitors: [${extension('envoy.extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig', 'max_heap_size_bytes: 5').replace('one', 'a')}] }`,
        'static_resources: {}',
      );
    const any = (type: string) => `{ "@type": type.googleapis.com/${type} }`;
    checkDiagnostics(action('shrink_heap', any(cors)) + error(url, 'unsupported-field'), quiet);
    checkDiagnostics(action('shrink_heap', '{}') + error('typed_config', 'missing-field'), quiet);
    checkDiagnostics(action('shrink_heap', any('envoy.config.overload.v3.ShrinkHeapConfig')), quiet);
  });

  it('are the actions of matchers', () => {
    const tree = (config: string) =>
      listener(
        `${tcp}, filter_chain_matcher: { on_no_match: { action: { name: a, typed_config: ${config} } } }, filter_chains: [{ name: foo, filters: [${tcpProxy}] }]`,
      );
    const off = { ...quiet, 'envoy/unknown-cluster': 'off' } as const;
    const struct = '"@type": type.googleapis.com/google.protobuf.Struct, value: {}';
    checkDiagnostics(
      tree(`{ ${struct} }`) + error('type.googleapis.com/google.protobuf.Struct', 'unsupported-field'),
      off,
    );
    checkDiagnostics(tree(`{ "@type": ${url} }`) + error(url, 'unsupported-field'), off);
    checkDiagnostics(tree('{}') + error('typed_config', 'missing-field'), off);
    checkDiagnostics(tree('{ "@type": type.googleapis.com/google.protobuf.StringValue, value: foo }'), off);
  });
});
