import { setTimeout as wait } from 'node:timers/promises';
import {
  type Fields,
  all,
  bootstrap,
  cluster,
  filter,
  http,
  listener,
  ok,
  router,
  typed,
  virtualHost,
  web,
} from './configs.ts';
import { checkFault } from './fault.ts';
import { get, type RunningEnvoy, withServer } from './real-envoy.ts';

const status = async ({ port }: RunningEnvoy): Promise<number> => (await get(port('web'), '/')).status;

describe('faults in routes, run', () => {
  it('envoy/per-route-name-unknown: the options do nothing', async () => {
    const rbac = 'rbac.v3.RBAC';
    const denied = typed('envoy.extensions.filters.http.rbac.v3.RBACPerRoute', {
      rbac: { rules: { action: 'ALLOW', policies: {} } },
    });
    const keyed = (key: string, name = 'envoy.filters.http.rbac') =>
      web([{ ...all, typed_per_filter_config: { [key]: denied } }], {
        http_filters: [filter(name, rbac), router],
      });
    for (const [faulty, mended] of [
      [keyed('envoy.filter.http.rbac'), keyed('envoy.filters.http.rbac')],
      // The name of the extension is not the name of a filter.
      [keyed('envoy.filters.http.rbac', 'mine'), keyed('mine', 'mine')],
    ] as const)
      await checkFault({
        code: 'envoy/per-route-name-unknown',
        faulty,
        mended,
        ask: status,
        outcomes: { faulty: 200, mended: 403 },
      });
  });

  it('envoy/per-route-name-unknown: CORS without its filter', async () => {
    const cors = typed('envoy.extensions.filters.http.cors.v3.CorsPolicy', {
      allow_origin_string_match: [{ exact: 'http://a' }],
    });
    await withServer(
      (_, response) => response.end('ok'),
      async (server) => {
        const routed = { match: { prefix: '/' }, route: { cluster: 'app' }, typed_per_filter_config: { cors } };
        const config = (filters: readonly Fields[]) =>
          bootstrap([listener([http([routed], { http_filters: [...filters, router] })])], [cluster('app', server)]);
        await checkFault({
          code: 'envoy/per-route-name-unknown',
          faulty: config([]),
          mended: config([filter('cors', 'cors.v3.Cors')]),
          ask: async ({ port }) =>
            (await get(port('web'), '/', { origin: 'http://a' })).headers['access-control-allow-origin'],
          outcomes: { faulty: undefined, mended: 'http://a' },
        });
      },
    );
  });

  it('envoy/domain-never-matches: 404, and 400 for a request with that host', async () => {
    const served = (domain: string) =>
      web([], {
        route_config: { name: 'local', virtual_hosts: [virtualHost([all], { domains: [domain] })] },
      });
    for (const domain of ['https://shop.example.com', 'shop.example.com/', 'shop.example.com/*'])
      await checkFault({
        code: 'envoy/domain-never-matches',
        faulty: served(domain),
        mended: served('shop.example.com'),
        ask: async ({ port }) => [
          (await get(port('web'), '/', { host: 'shop.example.com' })).status,
          (await get(port('web'), '/', { host: 'shop.example.com/' })).status === 200,
        ],
        outcomes: { faulty: [404, false], mended: [200, false] },
      });
    for (const [faulty, mended] of [
      ['a.*.com', '*.com'],
      ['*.b.*', 'a.b.*'],
      ['**', '*'],
    ] as const)
      await checkFault({
        code: 'envoy/domain-never-matches',
        faulty: served(faulty),
        mended: served(mended),
        ask: async ({ port }) => (await get(port('web'), '/', { host: 'a.b.com' })).status,
        outcomes: { faulty: 404, mended: 200 },
      });
  });

  it('envoy/fault-without-percentage: no request fails', async () => {
    const percentage = { numerator: 100 };
    const failing = (fault: object) =>
      web([all], { http_filters: [filter('fault', 'fault.v3.HTTPFault', { abort: fault }), router] });
    for (const kind of [{ http_status: 503 }, { header_abort: {} }])
      await checkFault({
        code: 'envoy/fault-without-percentage',
        faulty: failing(kind),
        mended: failing({ ...kind, percentage }),
        ask: async ({ port }) => (await get(port('web'), '/', { 'x-envoy-fault-abort-request': '503' })).status,
        outcomes: { faulty: 200, mended: 503 },
      });
    const delayed = (delay: object) =>
      web([all], { http_filters: [filter('fault', 'fault.v3.HTTPFault', { delay }), router] });
    await checkFault({
      code: 'envoy/fault-without-percentage',
      faulty: delayed({ fixed_delay: '1s' }),
      mended: delayed({ fixed_delay: '1s', percentage }),
      ask: async ({ port }) => {
        const begin = Date.now();
        await get(port('web'), '/');
        return Date.now() - begin > 900;
      },
      outcomes: { faulty: false, mended: true },
    });
  });

  it('envoy/upgrade-without-type: a WebSocket is rejected', async () => {
    await withServer(
      (_, response) => response.end('ok'),
      async (server) => {
        const upgrading = (upgrade: object) =>
          bootstrap(
            [listener([http([{ match: { prefix: '/' }, route: { cluster: 'app' } }], { upgrade_configs: [upgrade] })])],
            [cluster('app', server)],
          );
        for (const upgrade of [{ enabled: true }, { upgrade_type: '' }])
          await checkFault({
            code: 'envoy/upgrade-without-type',
            faulty: upgrading(upgrade),
            mended: upgrading({ upgrade_type: 'websocket' }),
            ask: async ({ port }) =>
              (await get(port('web'), '/', { connection: 'upgrade', upgrade: 'websocket' })).status,
            outcomes: { faulty: 403, mended: 200 },
          });
      },
    );
  });

  it('envoy/per-try-timeout-too-long: there is no second try', async () => {
    let asked = 0;
    await withServer(
      () => {
        asked++;
      },
      async (server) => {
        const trying = (per_try_timeout: string) =>
          bootstrap(
            [
              listener([
                http([
                  {
                    match: { prefix: '/' },
                    route: {
                      cluster: 'app',
                      timeout: '0.6s',
                      retry_policy: { retry_on: '5xx', num_retries: 1, per_try_timeout },
                    },
                  },
                ]),
              ]),
            ],
            [cluster('app', server)],
          );
        await checkFault({
          code: 'envoy/per-try-timeout-too-long',
          faulty: trying('1s'),
          mended: trying('0.2s'),
          ask: async (running) => {
            asked = 0;
            const answer = await status(running);
            await wait(10);
            return [answer, asked];
          },
          outcomes: { faulty: [504, 1], mended: [504, 2] },
        });
      },
    );
  });

  it('envoy/unknown-cluster: an aggregate of nothing', async () => {
    await withServer(
      (_, response) => response.end('ok'),
      async (server) => {
        const both = (name: string) =>
          bootstrap(
            [listener([http([{ match: { prefix: '/' }, route: { cluster: 'both' } }])])],
            [
              cluster('first', server),
              {
                name: 'both',
                connect_timeout: '1s',
                lb_policy: 'CLUSTER_PROVIDED',
                cluster_type: {
                  name: 'envoy.clusters.aggregate',
                  typed_config: typed('envoy.extensions.clusters.aggregate.v3.ClusterConfig', { clusters: [name] }),
                },
              },
            ],
          );
        await checkFault({
          code: 'envoy/unknown-cluster',
          faulty: both('frist'),
          mended: both('first'),
          ask: status,
          outcomes: { faulty: 503, mended: 200 },
        });
      },
    );
  });

  it('envoy/https-without-tls: the server is asked in plain HTTP', async () => {
    let asked = 0;
    await withServer(
      (_, response) => {
        asked++;
        response.end('ok');
      },
      async (server) => {
        // A name that does not look like loopback but resolves to it.
        const address = { socket_address: { address: '0.0.0.0', port_value: server } };
        const auth = (fields: Fields) =>
          cluster('auth', server, {
            load_assignment: { cluster_name: 'auth', endpoints: [{ lb_endpoints: [{ endpoint: { address } }] }] },
            ...fields,
          });
        const uri = { uri: `https://auth.example.com:${server}/`, cluster: 'auth', timeout: '1s' };
        const asking = (fields: Fields) =>
          bootstrap(
            [
              listener([
                http([all], {
                  http_filters: [
                    filter('authz', 'ext_authz.v3.ExtAuthz', { http_service: { server_uri: uri } }),
                    router,
                  ],
                }),
              ]),
            ],
            [auth(fields)],
          );
        const tls = typed('envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext', { sni: 'auth.example.com' });
        await checkFault({
          code: 'envoy/https-without-tls',
          faulty: asking({}),
          mended: asking({ transport_socket: { name: 'tls', typed_config: tls } }),
          ask: async (running) => {
            asked = 0;
            await status(running);
            return asked;
          },
          outcomes: { faulty: 1, mended: 0 },
        });
      },
    );
  });

  it('envoy/tls-match-without-tls: plain connections are reset', async () => {
    const matching = (match: object) => bootstrap([listener([http([all])], { filter_chain_match: match })]);
    for (const match of [
      { server_names: ['shop.example.com'] },
      { transport_protocol: 'tls' },
      { application_protocols: ['h2', 'http/1.1'] },
    ])
      await checkFault({
        code: 'envoy/tls-match-without-tls',
        faulty: matching(match),
        mended: matching({}),
        ask: status,
        outcomes: { faulty: 0, mended: 200 },
      });
  });

  it('envoy/path-never-matches: nor does a request have such a path', async () => {
    const served = (prefix: string) => web([{ match: { prefix }, ...ok }]);
    await checkFault({
      code: 'envoy/path-never-matches',
      faulty: served('api/'),
      mended: served('/api/'),
      ask: async ({ port }) => [
        (await get(port('web'), 'api/')).status === 200,
        (await get(port('web'), '/api/')).status,
      ],
      outcomes: { faulty: [false, 404], mended: [false, 200] },
    });
  });
});
