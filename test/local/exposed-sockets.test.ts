import assert from 'node:assert/strict';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { exposedSockets } from '../../client/src/local/exposed-sockets.ts';

const nobody = 2 ** 30;

describe('the exposed sockets of a process', () => {
  const servers: Server[] = [];
  const listen = async (server: Server, host: string): Promise<number> => {
    servers.push(server);
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, host, resolve));
    return (server.address() as AddressInfo).port;
  };
  const admin = (answer: string) =>
    listen(
      createHttpServer((_, response) => response.end(answer)),
      '127.0.0.1',
    );
  afterEach(() => Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve)))));

  it('are those that it listens at, but for loopback', async () => {
    const adminPort = await admin('{}');
    for (const host of ['127.0.0.1', '127.1.2.3']) await listen(createServer(), host);
    assert.deepEqual(await exposedSockets({ pid: process.pid, adminPort }), []);
    const port = await listen(createServer(), '0.0.0.0');
    // Only Linux lists the sockets of a process.
    const listed = process.platform === 'linux' ? [`0.0.0.0:${port}`] : [];
    assert.deepEqual(await exposedSockets({ pid: process.pid, adminPort }), listed);
  });

  it('are those that the admin names, UDP included', async () => {
    const at = (address: string, port: number) => ({ socket_address: { address, port_value: port } });
    const adminPort = await admin(
      JSON.stringify({
        listener_statuses: [
          { name: 'a', local_address: at('127.0.0.1', 1), additional_local_addresses: [at('::1', 2), at('::', 3)] },
          { name: 'b', local_address: at('10.0.0.1', 4) },
          { name: 'c', local_address: { pipe: { path: '/x' } } },
          { name: 'd', local_address: { envoy_internal_address: { server_listener_name: 'd' } } },
          { name: 'e' },
        ],
      }),
    );
    assert.deepEqual(await exposedSockets({ pid: nobody, adminPort }), ['[::]:3', '10.0.0.1:4']);
  });

  it('are empty for a process that has ended', async () => {
    const adminPort = await admin('{}');
    assert.deepEqual(await exposedSockets({ pid: nobody, adminPort }), []);
    await new Promise((resolve) => servers.splice(0)[0]?.close(resolve));
    assert.deepEqual(await exposedSockets({ pid: nobody, adminPort }), []);
  });
});
