import { all, bootstrap, cluster, type Fields, filter, http, listener, router, typed, virtualHost } from './configs.ts';
import { checkFault } from './fault.ts';
import { admin, get, type RunningEnvoy, withServer } from './real-envoy.ts';

const status = async ({ port }: RunningEnvoy): Promise<number> => (await get(port('web'), '/')).status;
const answer = (code: number): Fields => ({ direct_response: { status: code } });

describe('what is written twice, run', () => {
  it('envoy/duplicate-field: lists are joined, and one of two messages is lost', async () => {
    const clusters = (...names: readonly string[]) => ({ clusters: names.map((name) => cluster(name, 9)) });
    await checkFault({
      code: 'envoy/duplicate-field',
      faulty: { static_resources: clusters('a'), staticResources: clusters('b') },
      mended: { static_resources: clusters('a', 'b') },
      ask: ({ stat }) => stat('cluster_manager.active_clusters'),
      outcomes: { faulty: 1, mended: 2 },
    });
    const endpoint = { endpoint: { address: { socket_address: { address: '127.0.0.1', port_value: 9 } } } };
    const endpoints = (fields: Fields) =>
      bootstrap([], [cluster('a', 9, { load_assignment: { cluster_name: 'a', endpoints: [fields] } })]);
    await checkFault({
      code: 'envoy/duplicate-field',
      faulty: endpoints({ lb_endpoints: [endpoint], lbEndpoints: [endpoint, endpoint] }),
      mended: endpoints({ lb_endpoints: [endpoint] }),
      ask: ({ stat }) => stat('cluster.a.membership_total'),
      outcomes: { faulty: 3, mended: 1 },
    });
  });

  it('envoy/duplicate-filter-name: the settings of a route apply to both filters', async () => {
    const denied = { rules: { action: 'ALLOW', policies: {} } };
    const off = typed('envoy.extensions.filters.http.rbac.v3.RBACPerRoute');
    const filters = (second: string) =>
      bootstrap([
        listener([
          http([{ ...all, typed_per_filter_config: { first: off } }], {
            http_filters: [filter('first', 'rbac.v3.RBAC', denied), filter(second, 'rbac.v3.RBAC', denied), router],
          }),
        ]),
      ]);
    await checkFault({
      code: 'envoy/duplicate-filter-name',
      faulty: filters('first'),
      mended: filters('second'),
      ask: status,
      outcomes: { faulty: 200, mended: 403 },
    });
  });

  it('envoy/duplicate-listener-name: the second listener does not exist', async () => {
    const listeners = (second: string) =>
      bootstrap([listener([http([all])]), listener([http([all])], {}, { name: second })]);
    await checkFault({
      code: 'envoy/duplicate-listener-name',
      faulty: listeners('web'),
      mended: listeners('other'),
      ask: ({ stat }) => stat('listener_manager.total_listeners_active'),
      outcomes: { faulty: 1, mended: 2 },
    });
  });

  it('envoy/duplicate-virtual-host-name: the statistics of both are one', async () => {
    await withServer(
      (_, response) => response.end('ok'),
      async (server) => {
        const everything = { name: 'v', headers: [{ name: ':path', string_match: { prefix: '/' } }] };
        const host = (name: string, domain: string) =>
          virtualHost([{ match: { prefix: '/' }, route: { cluster: 'app' } }], {
            name,
            domains: [domain],
            virtual_clusters: [everything],
          });
        const hosts = (second: string) =>
          bootstrap(
            [listener([http([], { route_config: { virtual_hosts: [host('a', 'a.com'), host(second, 'b.com')] } })])],
            [cluster('app', server)],
          );
        await checkFault({
          code: 'envoy/duplicate-virtual-host-name',
          faulty: hosts('a'),
          mended: hosts('b'),
          ask: async ({ port, stat }) => {
            for (const domain of ['a.com', 'b.com']) await get(port('web'), '/', { host: domain });
            return stat('vhost.a.vcluster.v.upstream_rq_total');
          },
          outcomes: { faulty: 2, mended: 1 },
        });
      },
    );
  });

  it('envoy/unreachable-route: the first route answers', async () => {
    const health = { match: { prefix: '/health' }, ...answer(204) };
    const same = { match: { prefix: '/health' }, ...answer(503) };
    const routes = (...items: readonly Fields[]) => bootstrap([listener([http(items)])]);
    for (const faulty of [routes(all, health), routes({ ...same, ...answer(200) }, health)])
      await checkFault({
        code: 'envoy/unreachable-route',
        faulty,
        mended: routes(health, all),
        ask: async ({ port }) => (await get(port('web'), '/health')).status,
        outcomes: { faulty: 200, mended: 204 },
      });
  });

  it('envoy/second-document-ignored: nothing of it is loaded', async () => {
    const web = bootstrap([listener([http([all])])], [cluster('a', 9)]);
    const texts = (...documents: readonly object[]) => documents.map((one) => JSON.stringify(one)).join('\n---\n');
    await checkFault({
      code: 'envoy/second-document-ignored',
      faulty: texts({ admin, ...web }, bootstrap([], [cluster('b', 9)])),
      mended: texts({ admin, ...bootstrap([listener([http([all])])], [cluster('a', 9), cluster('b', 9)]) }),
      ask: ({ stat }) => stat('cluster_manager.active_clusters'),
      outcomes: { faulty: 1, mended: 2 },
    });
  });
});
