import { setTimeout as wait } from 'node:timers/promises';
import { all, bootstrap, cluster, filter, http, listener, ok, router, typed, web } from './configs.ts';
import { checkFault } from './fault.ts';
import { get, type RunningEnvoy, withServer } from './real-envoy.ts';

describe('faults in one message, run', () => {
  it('envoy/access-log-line-end: the lines of two requests run together', async () => {
    const logging = (format: string) =>
      web([all], {
        access_log: [
          {
            name: 'log',
            typed_config: typed('envoy.extensions.access_loggers.file.v3.FileAccessLog', {
              path: 'FOLDER/access',
              log_format: { text_format_source: { inline_string: format } },
            }),
          },
        ],
      });
    for (const format of ['%REQ(:PATH)%!', '%REQ(:PATH)%!\\n'])
      await checkFault({
        code: 'envoy/access-log-line-end',
        faulty: logging(format),
        mended: logging('%REQ(:PATH)%!\n'),
        ask: async ({ port, read }) => {
          for (const path of ['/a', '/b']) await get(port('web'), path);
          for (let left = 30; left > 0 && !read('access').includes('/b'); left--) await wait(100);
          return read('access').split('\n').filter(Boolean).length;
        },
        outcomes: { faulty: 1, mended: 2 },
      });
  });

  it('envoy/prefix-length-missing: one address denies all', async () => {
    const denying = (range: object) =>
      web([all], {
        http_filters: [
          filter('rbac', 'rbac.v3.RBAC', {
            rules: {
              action: 'DENY',
              policies: { one: { permissions: [{ any: true }], principals: [{ direct_remote_ip: range }] } },
            },
          }),
          router,
        ],
      });
    await checkFault({
      code: 'envoy/prefix-length-missing',
      faulty: denying({ address_prefix: '203.0.113.9' }),
      mended: denying({ address_prefix: '203.0.113.9', prefix_len: 32 }),
      ask: async ({ port }) => (await get(port('web'), '/')).status,
      outcomes: { faulty: 403, mended: 200 },
    });
  });

  it('envoy/dollar-in-substitution: the dollar reaches the server', async () => {
    await withServer(
      (request, response) => response.end(request.url),
      async (server) => {
        const rewriting = (substitution: string) =>
          bootstrap(
            [
              listener([
                http([
                  {
                    match: { prefix: '/' },
                    route: { cluster: 'app', regex_rewrite: { pattern: { regex: '^/b/(.*)$' }, substitution } },
                  },
                ]),
              ]),
            ],
            [cluster('app', server)],
          );
        await checkFault({
          code: 'envoy/dollar-in-substitution',
          faulty: rewriting('/o/$1'),
          mended: rewriting('/o/\\1'),
          ask: async ({ port }) => (await get(port('web'), '/b/x')).body,
          outcomes: { faulty: '/o/$1', mended: '/o/x' },
        });
      },
    );
  });

  it('envoy/limit-not-enforced: the second request passes', async () => {
    const always = { default_value: { numerator: 100 } };
    const limited = (fields: object) =>
      web([all], {
        http_filters: [
          filter('limit', 'local_ratelimit.v3.LocalRateLimit', {
            stat_prefix: 'l',
            token_bucket: { max_tokens: 1, fill_interval: '60s' },
            ...fields,
          }),
          router,
        ],
      });
    for (const fields of [{}, { filter_enabled: always }, { filter_enforced: always }])
      await checkFault({
        code: 'envoy/limit-not-enforced',
        faulty: limited(fields),
        mended: limited({ filter_enabled: always, filter_enforced: always }),
        ask: async ({ port }) => [(await get(port('web'), '/')).status, (await get(port('web'), '/')).status],
        outcomes: { faulty: [200, 200], mended: [200, 429] },
      });
  });

  it('envoy/balancer-config-ignored: there is no hash ring', async () => {
    const balanced = (policy: string) =>
      bootstrap(
        [listener([http([all])])],
        [cluster('app', 9, { lb_policy: policy, ring_hash_lb_config: { minimum_ring_size: 64 } })],
      );
    await checkFault({
      code: 'envoy/balancer-config-ignored',
      faulty: balanced('ROUND_ROBIN'),
      mended: balanced('RING_HASH'),
      ask: async ({ stat }) => (await stat('cluster.app.ring_hash_lb.size')) >= 64,
      outcomes: { faulty: false, mended: true },
    });
  });

  it('envoy/path-never-matches: the route is not found', async () => {
    const matching = (match: object) => web([{ match, ...ok }]);
    for (const [faulty, mended] of [
      [{ prefix: 'api/' }, { prefix: '/api/' }],
      [{ path: 'api/a' }, { path: '/api/a' }],
      [{ path_separated_prefix: 'api' }, { path_separated_prefix: '/api' }],
      [{ prefix: '/api/a?b' }, { prefix: '/api/a', query_parameters: [{ name: 'b', present_match: true }] }],
      [{ path: '/api/a?b=1' }, { path: '/api/a' }],
    ] as const)
      await checkFault({
        code: 'envoy/path-never-matches',
        faulty: matching(faulty),
        mended: matching(mended),
        ask: async ({ port }) => (await get(port('web'), '/api/a?b=1')).status,
        outcomes: { faulty: 404, mended: 200 },
      });
  });

  it('envoy/unknown-retry-condition, envoy/retries-without-condition: nothing is tried again', async () => {
    let asked = 0;
    await withServer(
      (_, response) => {
        asked++;
        response.writeHead(503).end();
      },
      async (server) => {
        // Envoy removes the header from a request of others.
        const internal = { cidr_ranges: [{ address_prefix: '127.0.0.1', prefix_len: 32 }] };
        const options = { use_remote_address: true, internal_address_config: internal };
        const route = (policy: object) => ({ cluster: 'app', retry_policy: { num_retries: 1, ...policy } });
        const retrying = (policy: object) =>
          bootstrap(
            [listener([http([{ match: { prefix: '/' }, route: route(policy) }], options)])],
            [cluster('app', server)],
          );
        const ask = async ({ port }: RunningEnvoy, headers = {}): Promise<number> => {
          asked = 0;
          await get(port('web'), '/', headers);
          return asked;
        };
        for (const [faulty, mended] of [
          [{ retry_on: 'gateway_error,503' }, { retry_on: 'gateway-error' }],
          [{ retry_on: '5XX' }, { retry_on: ' 5xx , reset' }],
          [
            { retry_on: 'reset', retriable_status_codes: [503] },
            { retry_on: 'reset,retriable-status-codes', retriable_status_codes: [503] },
          ],
        ] as const)
          await checkFault({
            code: 'envoy/unknown-retry-condition',
            faulty: retrying(faulty),
            mended: retrying(mended),
            ask: (running) => ask(running),
            outcomes: { faulty: 1, mended: 2 },
          });
        await checkFault({
          code: 'envoy/retries-without-condition',
          faulty: retrying({}),
          mended: retrying({ retry_on: '5xx' }),
          ask: async (running) => [await ask(running), await ask(running, { 'x-envoy-retry-on': '5xx' })],
          outcomes: { faulty: [1, 2], mended: [2, 2] },
        });
      },
    );
  });
});
