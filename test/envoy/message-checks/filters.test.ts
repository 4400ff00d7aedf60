import { checkDiagnostics } from '../../fixture/check.ts';
import { filtered, routerFilter } from '../../rules/envoy/filtered.ts';
import { compareWithEnvoy } from '../compare-with-envoy.ts';
import { bootstrap, error, extension, http, network, quiet } from './configs.ts';

const off = { ...quiet, 'envoy/unknown-cluster': 'off' } as const;

describe('filters', () => {
  it('post to a path if they post', () => {
    const tunnel = (fields: string) =>
      network(
        extension(
          'envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy',
          `stat_prefix: a, cluster: app, tunneling_config: { hostname: "a:80", ${fields} }`,
        ),
      );
    checkDiagnostics(tunnel('post_path: /a') + error('post_path', 'missing-dependency'), off);
    checkDiagnostics(tunnel('use_post: true, post_path: /a'), off);
  });

  it('keep the health of the app if they ask it', () => {
    const health = (pass: boolean, time = '5s') =>
      http('health_check.v3.HealthCheck', `pass_through_mode: ${pass}, cache_time: ${time}`);
    checkDiagnostics(health(false) + error('cache_time', 'missing-dependency'), off);
    checkDiagnostics(health(true), off);
    // Accepted by Envoy 1.36 to 1.40.
    checkDiagnostics(health(false, '0s'), off);
  });

  it('are left out if they are optional and of another place (asked of Envoy 1.36 to 1.40)', () => {
    const optional = (type: string, isOptional: string, fields = '') =>
      filtered(
        `{ name: one, is_optional: ${isOptional}, typed_config: { "@type": type.googleapis.com/${type}${fields} } }`,
        routerFilter,
      );
    const sni = 'envoy.extensions.filters.network.sni_cluster.v3.SniCluster';
    const route = 'envoy.extensions.filters.http.lua.v3.LuaPerRoute';
    const wrong = (type: string) => error(`type.googleapis.com/${type}`, 'wrong-extension-category');
    for (const yes of ['true', '"yes"']) checkDiagnostics(optional(sni, yes), off);
    checkDiagnostics(optional(sni, 'false') + wrong(sni), off);
    checkDiagnostics(optional(route, 'true', ', disabled: true') + wrong(route), off);
  });

  it('ask one processor', () => {
    const processor = (fields: string) => http('ext_proc.v3.ExternalProcessor', fields);
    const grpc = 'grpc_service: { envoy_grpc: { cluster_name: app } }';
    checkDiagnostics(processor('stat_prefix: a') + error('"@type"', 'missing-field', 2), off);
    checkDiagnostics(processor(grpc), off);
    const mode = (more: string) =>
      processor(`${grpc}, processing_mode: { request_body_mode: FULL_DUPLEX_STREAMED${more} }`);
    checkDiagnostics(mode('') + error('FULL_DUPLEX_STREAMED', 'missing-dependency'), off);
    checkDiagnostics(mode(', request_trailer_mode: SEND'), off);
  });
});

describe('the overload manager', () => {
  const heap = (fields: string) =>
    extension('envoy.extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig', fields);
  const manager = (action: string, monitor = heap('max_heap_size_bytes: 5')) =>
    bootstrap(
      `overload_manager: { resource_monitors: [${monitor}], actions: [{ ${action}triggers: [{ name: one, threshold: { value: 0.9 } }] }] }`,
      'static_resources: {}',
    );

  it('has the actions of Envoy', () => {
    checkDiagnostics(
      manager('name: envoy.overload_actions.stop, ') + error('envoy.overload_actions.stop', 'unknown-name'),
      off,
    );
    const stop = 'name: envoy.overload_actions.stop_accepting_requests, ';
    checkDiagnostics(manager(stop), off);
    const config = 'typed_config: { "@type": type.googleapis.com/envoy.config.overload.v3.ShrinkHeapConfig }, ';
    checkDiagnostics(manager(stop + config) + error('typed_config', 'unsupported-field', 2), off);
    const reduce = 'envoy.overload_actions.reduce_timeouts';
    checkDiagnostics(manager(`name: ${reduce}, `) + error(reduce, 'missing-dependency'), off);
  });

  it('knows the size of the heap', () => {
    const stop = 'name: envoy.overload_actions.stop_accepting_requests, ';
    checkDiagnostics(manager(stop, heap('')) + error('"@type"', 'missing-field'), off);
    checkDiagnostics(manager(stop, heap('max_heap_size_bytes: 0')) + error('0', 'out-of-range'), off);
  });

  it('scales from a threshold to a higher one', () => {
    const scaled = (fields: string) =>
      manager('name: envoy.overload_actions.stop_accepting_requests, ').replace(
        'threshold: { value: 0.9 }',
        `scaled: { ${fields} }`,
      );
    checkDiagnostics(scaled('scaling_threshold: 0.9, saturation_threshold: 0.8') + error('0.8', 'out-of-range'), off);
    checkDiagnostics(scaled('scaling_threshold: 0.9') + error('scaling_threshold', 'out-of-range'), off);
    checkDiagnostics(scaled('scaling_threshold: 0.8, saturation_threshold: 0.9'), off);
    checkDiagnostics(scaled('saturation_threshold: 0.9'), off);
    checkDiagnostics(scaled('scaling_threshold: ${LOW}, saturation_threshold: 0.1'), off);
  });

  it('knows one size of the heap', () => {
    const stop = 'name: envoy.overload_actions.stop_accepting_requests, ';
    const runtime = 'max_heap_size_bytes_runtime: { default_value: 5, runtime_key: a }';
    checkDiagnostics(
      manager(stop, heap(`max_heap_size_bytes: 4294967296, ${runtime}`)) +
        error('max_heap_size_bytes_runtime', 'conflicting-fields'),
      off,
    );
    checkDiagnostics(manager(stop, heap(runtime)), off);
  });
});

describe('filters that require a server', () => {
  const jwt = (uri: string) =>
    http(
      'jwt_authn.v3.JwtAuthentication',
      `providers: { a: { remote_jwks: { http_uri: { uri: ${uri}, cluster: app, timeout: 1s }, async_fetch: {} } } }`,
    );
  const redis = (fields: string) =>
    network(
      extension(
        'envoy.extensions.filters.network.redis_proxy.v3.RedisProxy',
        `stat_prefix: a, settings: { op_timeout: 1s }${fields}`,
      ),
    );
  const both =
    'grpc_service: { envoy_grpc: { cluster_name: app } }, http_service: { http_service: { http_uri: { uri: "http://a", cluster: app, timeout: 1s } } }';
  compareWithEnvoy(
    {
      'have the URL of keys': [
        [jwt('keys'), error('keys', 'invalid-value'), /invalid|uri/i],
        [jwt('https://a_b/keys'), error('https://a_b/keys', 'invalid-value'), /invalid|uri/i],
      ],
      'have a cluster for each key of Redis': [
        [redis(''), error('"@type"', 'missing-field'), /redis-proxy without any upstream/],
        [redis(', prefix_routes: {}'), error('prefix_routes', 'missing-field'), /redis-proxy without any upstream/],
      ],
      'ask one processor, not two': [
        [
          http('ext_proc.v3.ExternalProcessor', both),
          error('http_service', 'conflicting-fields'),
          /One and only one of grpc_service or http_service/,
        ],
      ],
    },
    off,
  );
});
