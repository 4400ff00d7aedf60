import net from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { all, bootstrap, cluster, type Fields, filter, http, listener, ok, router, typed, web } from './configs.ts';
import { checkFault } from './fault.ts';
import { admin, get, type RunningEnvoy, withServer } from './real-envoy.ts';

const status = async ({ port }: RunningEnvoy): Promise<number> => (await get(port('web'), '/')).status;
const toApp = { match: { prefix: '/' }, route: { cluster: 'app' } };

describe('requests without an answer, run', () => {
  it('envoy/health-check-path-unserved: the endpoint is never healthy', async () => {
    const own = await freePort();
    const checked = (path: string) => {
      const check = { timeout: '1s', interval: '0.1s', no_traffic_interval: '0.1s', http_health_check: { path } };
      const address = { socket_address: { address: '127.0.0.1', port_value: own } };
      return bootstrap(
        [listener([http([{ match: { path: '/healthz' }, ...ok }])], {}, { address })],
        [cluster('self', own, { health_checks: [{ ...check, unhealthy_threshold: 1, healthy_threshold: 1 }] })],
      );
    };
    await checkFault({
      code: 'envoy/health-check-path-unserved',
      faulty: checked('/health'),
      mended: checked('/healthz'),
      ask: async ({ stat }) => {
        for (let left = 30; left > 0 && (await stat('cluster.self.health_check.attempt')) < 3; left--) await wait(100);
        return stat('cluster.self.membership_healthy');
      },
      outcomes: { faulty: 0, mended: 1 },
    });
  });

  it('envoy/dns-cluster-without-endpoints: 503', async () => {
    await withServer(
      (_, response) => response.end('ok'),
      async (server) => {
        const named = (fields: Fields) =>
          bootstrap([listener([http([toApp])])], [{ ...cluster('app', server), type: 'STRICT_DNS', ...fields }]);
        await checkFault({
          code: 'envoy/dns-cluster-without-endpoints',
          faulty: named({ load_assignment: { cluster_name: 'app' } }),
          mended: named({}),
          ask: status,
          outcomes: { faulty: 503, mended: 200 },
        });
      },
    );
  });

  it('envoy/router-missing: a request gets no answer', async () => {
    await checkFault({
      code: 'envoy/router-missing',
      faulty: web([all], { http_filters: [] }),
      mended: web([all]),
      ask: (running) => Promise.race([status(running), wait(1000, undefined)]),
      outcomes: { faulty: undefined, mended: 200 },
    });
  });

  it('envoy/http2-to-grpc-missing: the call is sent with HTTP/1.1', async () => {
    let first = '';
    const server = net.createServer((socket) =>
      socket.once('data', (data) => {
        first = data.toString('latin1').split('\r\n')[0] ?? '';
        socket.destroy();
      }),
    );
    const port = await listening(server);
    const options = 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions';
    const calling = (fields: Fields) =>
      web(
        [all],
        {
          http_filters: [
            filter('authz', 'ext_authz.v3.ExtAuthz', { grpc_service: { envoy_grpc: { cluster_name: 'authz' } } }),
            router,
          ],
        },
        [cluster('authz', port, fields)],
      );
    const http2 = typed(options, { explicit_http_config: { http2_protocol_options: {} } });
    try {
      await checkFault({
        code: 'envoy/http2-to-grpc-missing',
        faulty: calling({}),
        mended: calling({ typed_extension_protocol_options: { [options]: http2 } }),
        ask: async (running) => {
          await status(running);
          return first;
        },
        outcomes: {
          faulty: 'POST /envoy.service.auth.v3.Authorization/Check HTTP/1.1',
          mended: 'PRI * HTTP/2.0',
        },
      });
    } finally {
      server.close();
    }
  });

  it('envoy/deprecated-field: Envoy logs a warning', async () => {
    const options = 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions';
    const http2 = typed(options, { explicit_http_config: { http2_protocol_options: {} } });
    const speaking = (fields: Fields) => bootstrap([listener([http([all])])], [cluster('app', 9, fields)]);
    await checkFault({
      code: 'envoy/deprecated-field',
      faulty: speaking({ http2_protocol_options: {} }),
      mended: speaking({ typed_extension_protocol_options: { [options]: http2 } }),
      ask: async ({ log }) => /deprecated option/.test(log()),
      outcomes: { faulty: true, mended: false },
    });
  });

  it('envoy/yaml-1-1-surprise: the number is octal', async () => {
    const answering = (written: string) =>
      JSON.stringify({ admin, ...web([{ match: { prefix: '/' }, direct_response: { status: 200 } }]) }).replace(
        '"status":200',
        `"status": ${written}`,
      );
    await checkFault({
      code: 'envoy/yaml-1-1-surprise',
      faulty: answering('0504'),
      mended: answering('504'),
      ask: status,
      outcomes: { faulty: 0o504, mended: 504 },
    });
  });

  it('envoy/admin-exposed: another address of the machine reaches it, and can stop Envoy', async () => {
    const bound = (address: string) => ({
      admin: { address: { socket_address: { address, port_value: 0 } } },
      ...bootstrap([listener([http([all])])]),
    });
    await checkFault({
      code: 'envoy/admin-exposed',
      faulty: bound('0.0.0.0'),
      mended: bound('127.0.0.1'),
      // 127.0.0.2 stands for the address of the pod.
      ask: ({ port }) => accepts('127.0.0.2', port('admin')),
      outcomes: { faulty: true, mended: false },
    });
  });
});

const listening = (server: net.Server): Promise<number> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve((server.address() as net.AddressInfo).port)));

/** A port that no one listens on. */
async function freePort(): Promise<number> {
  const server = net.createServer();
  const port = await listening(server);
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const accepts = (host: string, port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = net.connect({ host, port });
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => socket.destroy());
  });
