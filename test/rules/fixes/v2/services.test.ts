import assert from 'node:assert/strict';
import {
  clusterOf,
  endpointsOf,
  filterOf,
  fixedFile,
  hostOf,
  optionsOf,
  portOf,
  routesOf,
  type,
} from './whole-file.ts';

describe('a whole file of the v2 API with services, by fix-alls alone', function () {
  this.timeout(60_000);

  it('TCP proxy', () => {
    const { config } = fixedFile('tcp-proxy');
    assert.deepEqual(
      [0, 1, 2].map((listener) => portOf(config, listener)),
      [5432, 6379, 8125],
    );
    const tcp = type('extensions.filters.network.tcp_proxy.v3.TcpProxy');
    assert.deepEqual(filterOf(config, 0), {
      '@type': tcp,
      stat_prefix: 'database',
      idle_timeout: '3600s',
      cluster: 'database',
    });
    assert.deepEqual(filterOf(config, 1), {
      '@type': type('extensions.filters.network.redis_proxy.v3.RedisProxy'),
      stat_prefix: 'cache',
      prefix_routes: { catch_all_route: { cluster: 'cache' } },
      settings: { op_timeout: '5s' },
    });
    assert.deepEqual(filterOf(config, 2), {
      '@type': tcp,
      stat_prefix: 'metrics',
      weighted_clusters: {
        clusters: [
          { name: 'database', weight: 1 },
          { name: 'cache', weight: 3 },
        ],
      },
    });
    assert.deepEqual(endpointsOf(config, 'database'), ['db.internal:5432']);
    assert.deepEqual(endpointsOf(config, 'cache'), ['/tmp/cache.sock']);
    assert.equal(clusterOf(config, 'cache').lb_policy, 'MAGLEV');
  });

  it('CORS and JWT', () => {
    const { text, config } = fixedFile('cors-jwt');
    assert.equal(portOf(config), 10000);
    assert.deepEqual(hostOf(config).typed_per_filter_config, {
      'envoy.cors': {
        '@type': type('extensions.filters.http.cors.v3.CorsPolicy'),
        allow_origin_string_match: [
          { exact: 'https://www.example' },
          { exact: 'https://app.example' },
          { safe_regex: { regex: 'https://.*\\.preview\\.example' } },
        ],
        allow_methods: 'GET, POST',
        allow_credentials: true,
      },
    });
    assert.match(text, /# Our own pages\./);
    assert.deepEqual(routesOf(config), [
      { match: { prefix: '/v1' }, route: { cluster: 'api', timeout: '30s' } },
      { match: { path: '/healthz' }, direct_response: { status: 200, body: { inline_string: 'ok' } } },
    ]);
    const [, jwt, lua] = filterOf(config).http_filters ?? assert.fail();
    assert.deepEqual(jwt?.typed_config, {
      '@type': type('extensions.filters.http.jwt_authn.v3.JwtAuthentication'),
      providers: {
        accounts: {
          issuer: 'https://accounts.example',
          audiences: ['api'],
          forward: true,
          remote_jwks: {
            http_uri: { uri: 'https://accounts.example/jwks', cluster: 'accounts', timeout: '5s' },
            cache_duration: { seconds: 300 },
          },
        },
      },
      rules: [{ match: { prefix: '/v1' }, requires: { provider_name: 'accounts' } }],
    });
    assert.match(lua?.typed_config?.default_source_code?.inline_string ?? '', /^function envoy_on_request/);
    assert.deepEqual(clusterOf(config, 'accounts').transport_socket?.typed_config, {
      '@type': type('extensions.transport_sockets.tls.v3.UpstreamTlsContext'),
      sni: 'accounts.example',
    });
    assert.deepEqual(endpointsOf(config, 'accounts'), ['accounts.example:443']);
  });

  it('rate limits', () => {
    const { config } = fixedFile('rate-limit');
    assert.deepEqual(filterOf(config).access_log?.[0]?.typed_config, {
      '@type': type('extensions.access_loggers.grpc.v3.HttpGrpcAccessLogConfig'),
      common_config: {
        log_name: 'limited',
        grpc_service: { envoy_grpc: { cluster_name: 'logs' } },
        transport_api_version: 'V3',
      },
    });
    assert.deepEqual(hostOf(config).rate_limits, [{ stage: 0, actions: [{ remote_address: {} }] }]);
    assert.deepEqual(routesOf(config)[0]?.route?.rate_limits, [
      {
        actions: [
          { generic_key: { descriptor_value: 'app' } },
          {
            header_value_match: {
              descriptor_value: 'post',
              headers: [{ name: ':method', string_match: { exact: 'POST' } }],
            },
          },
        ],
      },
    ]);
    const [auth, limit] = filterOf(config).http_filters ?? assert.fail();
    assert.deepEqual(auth?.typed_config, {
      '@type': type('extensions.filters.http.ext_authz.v3.ExtAuthz'),
      failure_mode_allow: true,
      grpc_service: { envoy_grpc: { cluster_name: 'auth' }, timeout: '0.2s' },
    });
    assert.deepEqual(limit?.typed_config, {
      '@type': type('extensions.filters.http.ratelimit.v3.RateLimit'),
      domain: 'edge',
      stage: 0,
      failure_mode_deny: true,
      timeout: '0.05s',
      rate_limit_service: { grpc_service: { envoy_grpc: { cluster_name: 'limits' }, timeout: '0.25s' } },
    });
    assert.deepEqual(optionsOf(config, 'limits'), {
      explicit_http_config: { http2_protocol_options: { max_concurrent_streams: 50 } },
    });
  });

  it('tracing', () => {
    const { config } = fixedFile('tracing');
    assert.equal(config.static_resources?.listeners?.[0]?.traffic_direction, 'OUTBOUND');
    assert.equal(config.tracing, undefined);
    assert.deepEqual(filterOf(config).tracing, {
      custom_tags: [
        { tag: 'x-user', request_header: { name: 'x-user' } },
        { tag: 'x-team', request_header: { name: 'x-team' } },
      ],
      random_sampling: { value: 10 },
      provider: {
        name: 'envoy.zipkin',
        typed_config: {
          '@type': type('config.trace.v3.ZipkinConfig'),
          collector_cluster: 'zipkin',
          collector_endpoint: '/api/v2/spans',
          collector_endpoint_version: 'HTTP_JSON',
          shared_span_context: false,
        },
      },
    });
    assert.deepEqual(routesOf(config), [
      {
        match: { prefix: '/' },
        route: { cluster: 'app', timeout: '7s' },
        decorator: { operation: 'visit' },
      },
    ]);
    assert.deepEqual(config.stats_sinks?.[0]?.typed_config, {
      '@type': type('config.metrics.v3.StatsdSink'),
      tcp_cluster_name: 'statsd',
      prefix: 'edge',
    });
    assert.deepEqual(config.overload_manager?.resource_monitors?.[0]?.typed_config, {
      '@type': type('extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig'),
      max_heap_size_bytes: 2147483648,
    });
    assert.deepEqual(endpointsOf(config, 'zipkin'), ['zipkin:9411']);
  });

  it('health checks', () => {
    const { text, config } = fixedFile('health-checks');
    const [filter] = filterOf(config).http_filters ?? assert.fail();
    assert.deepEqual(filter?.typed_config, {
      '@type': type('extensions.filters.http.health_check.v3.HealthCheck'),
      pass_through_mode: false,
      headers: [{ name: ':path', string_match: { exact: '/ready' } }],
      cluster_min_healthy_percentages: { web: { value: 25 } },
    });
    assert.deepEqual(routesOf(config)[0]?.route?.retry_policy, {
      retry_on: '5xx',
      num_retries: 3,
      retry_host_predicate: [
        {
          name: 'envoy.retry_host_predicates.previous_hosts',
          typed_config: { '@type': type('extensions.retry.host.previous_hosts.v3.PreviousHostsPredicate') },
        },
      ],
      retry_priority: {
        name: 'envoy.retry_priorities.previous_priorities',
        typed_config: {
          '@type': type('extensions.retry.priority.previous_priorities.v3.PreviousPrioritiesConfig'),
          update_frequency: 2,
        },
      },
    });
    const [check] = clusterOf(config, 'web').health_checks ?? assert.fail();
    assert.deepEqual(check, {
      timeout: '2s',
      interval: '10s',
      unhealthy_threshold: 3,
      healthy_threshold: 2,
      http_health_check: {
        path: '/health',
        host: 'web.internal',
        service_name_matcher: { prefix: 'web' },
        codec_client_type: 'HTTP2',
      },
    });
    assert.match(text, /# with any suffix/);
    assert.deepEqual(clusterOf(config, 'cache').health_checks?.[0]?.custom_health_check, {
      name: 'envoy.health_checkers.redis',
      typed_config: { '@type': type('extensions.health_checkers.redis.v3.Redis'), key: 'alive' },
    });
    assert.equal(clusterOf(config, 'passthrough').lb_policy, 'CLUSTER_PROVIDED');
    assert.deepEqual(endpointsOf(config, 'web'), ['web-1:8001', 'web-2:8002']);
  });
});
