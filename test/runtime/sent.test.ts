import { setTimeout as wait } from 'node:timers/promises';
import { bootstrap, cluster, http, listener } from './configs.ts';
import { checkFault } from './fault.ts';
import { get, type RunningEnvoy, withServer } from './real-envoy.ts';

const status = async ({ port }: RunningEnvoy): Promise<number> => (await get(port('web'), '/')).status;

describe('faults in what Envoy sends, run', () => {
  it('envoy/path-without-slash: servers answer 400, and endpoints stay unhealthy', async () => {
    await withServer(
      (request, response) => response.end(request.url),
      async (server) => {
        const rewriting = (prefix_rewrite: string) =>
          bootstrap(
            [listener([http([{ match: { prefix: '/' }, route: { cluster: 'app', prefix_rewrite } }])])],
            [cluster('app', server)],
          );
        await checkFault({
          code: 'envoy/path-without-slash',
          faulty: rewriting('v1/'),
          mended: rewriting('/v1/'),
          ask: status,
          outcomes: { faulty: 400, mended: 200 },
        });
        const checking = (path: string) => {
          const check = { timeout: '1s', interval: '0.1s', unhealthy_threshold: 1, healthy_threshold: 1 };
          const health = {
            health_checks: [{ ...check, no_traffic_interval: '0.1s', http_health_check: { path } }],
            common_lb_config: { healthy_panic_threshold: { value: 0 } },
          };
          const route = { match: { prefix: '/' }, route: { cluster: 'app' } };
          return bootstrap([listener([http([route])])], [cluster('app', server, health)]);
        };
        await checkFault({
          code: 'envoy/path-without-slash',
          faulty: checking('healthz'),
          mended: checking('/healthz'),
          ask: async (running) => {
            await wait(500);
            return status(running);
          },
          outcomes: { faulty: 503, mended: 200 },
        });
      },
    );
  });

  it('envoy/rewrite-joins-badly: the path has two slashes, or none', async () => {
    await withServer(
      (request, response) => response.end(request.url),
      async (server) => {
        const rewriting = (prefix: string, prefix_rewrite: string) =>
          bootstrap(
            [listener([http([{ match: { prefix }, route: { cluster: 'app', prefix_rewrite } }])])],
            [cluster('app', server)],
          );
        for (const [prefix, faulty, mended, sent] of [
          ['/api', '/v1/', '/v1', '/v1//x'],
          ['/api/', '/v1', '/v1/', '/v1x'],
        ] as const)
          await checkFault({
            code: 'envoy/rewrite-joins-badly',
            faulty: rewriting(prefix, faulty),
            mended: rewriting(prefix, mended),
            ask: async ({ port }) => (await get(port('web'), '/api/x')).body,
            outcomes: { faulty: sent, mended: '/v1/x' },
          });
      },
    );
  });
});
