import assert from 'node:assert/strict';
import { configOf, filter, tracedRuns } from './traced-runs.ts';

describe('each response flag that can be provoked on loopback', function () {
  this.timeout(60_000);
  const { tell, tcp, app, unused } = tracedRuns();

  const check = (
    flag: string,
    says: string,
    text: string,
    expected: { readonly status: number; readonly sentence: RegExp; readonly line: RegExp | undefined },
    appPort?: () => Promise<number>,
  ) =>
    it(`${flag}: ${says} @process`, async () => {
      const told = await tell(text, await appPort?.());
      assert.equal(told.status, expected.status);
      assert.equal(told.flags, flag === 'none' ? '' : flag);
      assert.match(told.sentence, expected.sentence);
      if (expected.line) assert.match(told.line ?? '', expected.line);
      else assert.equal(told.line, undefined);
    });

  const endpoint = /^- endpoint: .*port_value: 8080/;
  check(
    'UF',
    'nothing listens',
    configOf({}),
    {
      status: 503,
      sentence: /^Connection refused at 127\.0\.0\.1:8080 \(127\.0\.0\.1:\d+ in this run\)\. Nothing listens there\.$/,
      line: endpoint,
    },
    unused,
  );
  check(
    'UF',
    'TLS to an app without TLS',
    configOf({
      cluster: `
    transport_socket:
      name: envoy.transport_sockets.tls
      typed_config: { "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext }`,
    }),
    {
      status: 503,
      sentence: /^The cluster uses TLS, but 127\.0\.0\.1:8080 .* does not\.$/,
      line: endpoint,
    },
    () => app(200),
  );
  check('UH', 'no endpoint', configOf({}).replace(/ {4}load_assignment:[\s\S]*$/, ''), {
    status: 503,
    sentence: /^Cluster app has no healthy endpoint\./,
    line: /^- name: app$/,
  });
  check('NR', 'no route', configOf({ match: 'prefix: /, headers: [{ name: x, string_match: { exact: z } }]' }), {
    status: 404,
    sentence: /^No route of listener ingress matches GET 127\.0\.0\.1:\d+\/\.$/,
    line: /^- name: envoy.filters.network.http_connection_manager/,
  });
  check('NC', 'a cluster that a header names', configOf({ route: 'cluster_header: x-cluster' }), {
    status: 503,
    sentence: /^The cluster of the route does not exist\.$/,
    line: /^- match/,
  });
  check(
    'UC',
    'the app closes the connection',
    configOf({}),
    {
      status: 503,
      sentence: /^127\.0\.0\.1:8080 .* closed the connection before it had answered\.$/,
      line: endpoint,
    },
    () => tcp((socket) => socket.destroy()),
  );
  check(
    'UPE',
    'the app does not speak HTTP',
    configOf({}),
    {
      status: 502,
      sentence: /^The answer of 127\.0\.0\.1:8080 .* is not valid for the HTTP version of cluster app\./,
      line: /^- name: app$/,
    },
    () => tcp((socket) => socket.end('220 mail.example.com ESMTP\r\n')),
  );
  check(
    'UT',
    'the app is too slow',
    configOf({ route: 'cluster: app, timeout: 0.2s' }),
    {
      status: 504,
      sentence: /^127\.0\.0\.1:8080 .* did not answer within the timeout of the route/,
      line: /^- match/,
    },
    () => tcp(() => undefined),
  );
  check(
    'URX,UF',
    'all attempts fail',
    configOf({ route: 'cluster: app, retry_policy: { retry_on: connect-failure, num_retries: 2 }' }),
    {
      status: 503,
      sentence: /^Connection refused at/,
      line: endpoint,
    },
    unused,
  );
  check(
    'UO',
    'more requests than allowed',
    configOf({
      cluster: `
    circuit_breakers: { thresholds: [{ max_requests: 0 }] }`,
    }),
    {
      status: 503,
      sentence: /^Cluster app has more requests than its circuit_breakers allow\.$/,
      line: /^- name: app$/,
    },
  );
  check(
    'UMSDR',
    'the stream takes too long',
    configOf({
      cluster: `
    typed_extension_protocol_options:
      envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
        "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
        common_http_protocol_options: { max_stream_duration: 0.2s }
        explicit_http_config: { http_protocol_options: {} }`,
    }),
    {
      status: 504,
      sentence: /^The request took longer than its maximum duration\.$/,
      line: /^- match/,
    },
    () => tcp(() => undefined),
  );
  check(
    'FI',
    'a fault is injected',
    configOf({
      filters: filter('f', 'fault.v3.HTTPFault', 'abort: { http_status: 500, percentage: { numerator: 100 } }'),
    }),
    {
      status: 500,
      sentence: /^The fault filter answered instead of the app\.$/,
      line: /^- name: envoy.filters.network.http_connection_manager/,
    },
  );
  check(
    'UAEX',
    'an authorization service that is absent',
    configOf({
      filters: filter(
        'a',
        'ext_authz.v3.ExtAuthz',
        'http_service: { server_uri: { uri: "http://127.0.0.1:8080", cluster: app, timeout: 1s } }',
      ),
    }),
    {
      status: 403,
      sentence: /^The external authorization rejected the request, or could not be reached/,
      line: /^- name: envoy.filters.network.http_connection_manager/,
    },
    unused,
  );
  check(
    'LH',
    'this Envoy is not healthy',
    configOf({
      filters: filter(
        'h',
        'health_check.v3.HealthCheck',
        'pass_through_mode: false, cluster_min_healthy_percentages: { app: { value: 100 } }, headers: [{ name: ":path", string_match: { exact: / } }]',
      ),
      cluster: `
    health_checks: [{ timeout: 1s, interval: 1s, unhealthy_threshold: 1, healthy_threshold: 1, tcp_health_check: {} }]`,
    }),
    {
      status: 503,
      sentence: /^The health check filter answered, because this Envoy is not healthy\.$/,
      line: /^- name: envoy.filters.network.http_connection_manager/,
    },
    unused,
  );
  check(
    'none',
    "the app's own 503",
    configOf({}),
    {
      status: 503,
      sentence: /^Endpoint 127\.0\.0\.1:8080 .* answered with 503, not Envoy\.$/,
      line: undefined,
    },
    () => app(503),
  );
  check(
    'none',
    'the route answers',
    configOf({}).replace('route: { cluster: app }', 'direct_response: { status: 418 }'),
    {
      status: 418,
      sentence: /^The route answered with 418\. The request was not sent to a cluster\.$/,
      line: /^- match/,
    },
  );
  check(
    'none',
    'a filter answers',
    configOf({ filters: filter('r', 'rbac.v3.RBAC', 'rules: { action: ALLOW, policies: {} }') }),
    {
      status: 403,
      sentence: /^Envoy answered with 403, not the app: rbac access denied matched policy\[none\]$/,
      line: /^- name: envoy.filters.network.http_connection_manager/,
    },
  );
});
