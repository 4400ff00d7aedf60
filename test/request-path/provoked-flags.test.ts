import assert from 'node:assert/strict';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { plainEnglish } from '../../client/src/deploy/l10n.ts';
import type { FoundEnvoy } from '../../client/src/local/find-envoy.ts';
import { type RequestResult, sendRequest } from '../../client/src/local/http-request.ts';
import { loggedHops } from '../../client/src/local/logged-hops.ts';
import { runLocally } from '../../client/src/local/run-locally.ts';
import { type RequestPath, requestPath } from '../../client/src/request-path/request-path.ts';
import { portsFor, recordedMachine, request } from '../local/local-run-doubles.ts';
import { plannedText } from '../local/planned-text.ts';
import { realEnvoy } from '../local/real-envoy.ts';

const never = new AbortController().signal;

/** What a config answers, and what the view says of it. */
interface Told {
  readonly status: number;
  readonly flags: string;
  readonly sentence: string;
  /** The text of the line that the sentence is about. */
  readonly line: string | undefined;
  readonly path: RequestPath;
}

interface Parts {
  readonly route?: string;
  readonly match?: string;
  readonly filters?: string;
  readonly cluster?: string;
  readonly manager?: string;
  readonly host?: string;
}

/** A config with one listener and one cluster at a port that a test serves. */
const configOf = ({
  route = 'cluster: app',
  match = 'prefix: /',
  filters = '',
  cluster = '',
  manager = '',
  host = '127.0.0.1',
}: Parts) => `static_resources:
  listeners:
  - name: ingress
    address: { socket_address: { address: 0.0.0.0, port_value: 9000 } }
    filter_chains:
    - filters:
      - name: envoy.filters.network.http_connection_manager
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
          stat_prefix: ingress${manager}
          route_config:
            virtual_hosts:
            - name: everything
              domains: ["*"]
              routes:
              - match: { ${match} }
                route: { ${route} }
          http_filters:${filters}
          - name: envoy.filters.http.router
            typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router }
  clusters:
  - name: app
    connect_timeout: 1s${cluster}
    load_assignment:
      cluster_name: app
      endpoints:
      - lb_endpoints:
        - endpoint: { address: { socket_address: { address: ${host}, port_value: 8080 } } }
`;

const filter = (name: string, type: string, more: string) => `
          - name: ${name}
            typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.${type}, ${more} }`;

describe('each response flag that can be provoked on loopback', function () {
  this.timeout(60_000);
  let envoy: FoundEnvoy;
  const servers: Server[] = [];
  before(async () => {
    envoy = await realEnvoy();
  });
  after(() => {
    for (const server of servers) server.close();
  });

  /** Runs the config with an app at `appPort`, and tells what is said of the first request, or of a second one. */
  async function tell(
    text: string,
    appPort?: number,
    second?: (port: number) => Promise<RequestResult>,
  ): Promise<Told> {
    const plan = plannedText(text, { 'pod.yaml': pod });
    const ports = portsFor(plan, recordedMachine(envoy).machine);
    const result = await runLocally({ ...request, upstreamPort: appPort }, ports, never);
    if (result.kind !== 'answered') assert.fail(JSON.stringify(result));
    const { run } = result;
    const answer = second ? await second(run.port) : result.answer;
    const hops = second ? await loggedHops(run, answer.localPort) : result.hops;
    await run.stop();
    const path = requestPath(hops, run, plainEnglish) ?? assert.fail('nothing was logged');
    const { sentence, location } = path.verdict;
    const line = location && text.split('\n')[location.range.start.line]?.trim();
    const status = answer.kind === 'answered' ? answer.status : 0;
    return { status, flags: hops.at(-1)?.flags.join() ?? '', sentence, line, path };
  }

  const listening = async (server: Server): Promise<number> => {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  };
  const tcp = (answer: (socket: Socket) => void): Promise<number> =>
    listening(
      createServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', () => answer(socket));
      }),
    );
  const app = (status: number): Promise<number> =>
    listening(createHttpServer((_, response) => response.writeHead(status).end('from the app')));
  const unused = async (): Promise<number> => {
    const port = await tcp(() => undefined);
    await new Promise((resolve) => servers.pop()?.close(resolve));
    return port;
  };

  it('RL: a rate limit @process', async () => {
    const all = '{ default_value: { numerator: 100 } }';
    const limit = `stat_prefix: l, token_bucket: { max_tokens: 1, fill_interval: 3600s }, filter_enabled: ${all}, filter_enforced: ${all}`;
    const text = configOf({ filters: filter('l', 'local_ratelimit.v3.LocalRateLimit', limit) });
    const told = await tell(text, await app(200), (port) => sendRequest({ port, path: '/', timeoutMs: 3000 }));
    assert.deepEqual([told.status, told.flags], [429, 'RL']);
    assert.equal(told.sentence, 'A rate limit rejected the request.');
  });

  it('DC: the client goes away @process', async () => {
    let asked = 0;
    const slow = await tcp((socket) => {
      asked++;
      if (asked <= 2) socket.end('HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n');
    });
    const told = await tell(configOf({}), slow, (port) => sendRequest({ port, path: '/', timeoutMs: 300 }));
    assert.equal(told.flags, 'DC');
    assert.equal(told.sentence, 'The client closed the connection before there was an answer.');
  });

  it('names what the request passed, with the lines, and the port that the app declares @process', async () => {
    const text = configOf({ route: 'cluster: app, prefix_rewrite: /v1/' });
    const { path } = await tell(text, await unused());
    const told = path.steps.map(({ label, text: of, location }) => [
      label,
      of.replaceAll(/127.0.0.1:\d{5}/g, 'MOVED').replace(/\d+ ms/, 'N ms'),
      location ? text.split('\n')[location.range.start.line]?.trim() : undefined,
    ]);
    assert.deepEqual(told, [
      ['Listener', 'ingress', '- name: envoy.filters.network.http_connection_manager'],
      ['Virtual host', 'everything', undefined],
      ['Route', '/', '- match: { prefix: / }'],
      ['Rewritten', '/ → /v1/', undefined],
      ['Cluster', 'app', '- name: app'],
      [
        'Endpoint',
        '127.0.0.1:8080 (MOVED in this run)',
        '- endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: 8080 } } }',
      ],
      ['Time in Envoy', 'N ms', undefined],
      ['Response flags', 'UF', undefined],
    ]);
    assert.deepEqual(
      path.verdict.hints.map(({ sentence, location }) => [sentence, location?.uri, location?.range.start.line]),
      [['Container web declares containerPort 8081.', 'file:///fixture/pod.yaml', 7]],
    );
  });

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
      sentence: /^The app at 127\.0\.0\.1:8080 .* answered with 503\.$/,
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

/** A pod whose app declares another port than the cluster of the config. */
const pod = `apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: web
      image: example.com/web:1
      ports: [{ containerPort: 8081 }]
    - name: envoy
      image: envoyproxy/envoy:v1.40-latest
      volumeMounts: [{ name: config, mountPath: /etc/envoy }]
  volumes:
    - name: config
      hostPath: { path: /fixture }
`;
