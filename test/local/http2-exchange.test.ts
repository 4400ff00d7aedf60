import assert from 'node:assert/strict';
import { createServer as createHttp1Server } from 'node:http';
import { createSecureServer, createServer, type Http2Server, type ServerHttp2Stream } from 'node:http2';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { text } from 'node:stream/consumers';
import type { TLSSocket } from 'node:tls';
import { sendRequest } from '../../client/src/local/http-request.ts';
import { selfSignedCertificate } from '../../server/src/self-signed-certificate.ts';

const timeoutMs = 5000;

describe('a request with HTTP/2 or TLS', () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });

  async function listening(server: Server): Promise<number> {
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  }

  /** A server that answers with what it received. */
  function echo(server: Http2Server): Http2Server {
    return server.on('stream', async (stream: ServerHttp2Stream, headers) => {
      stream.on('error', () => undefined);
      const body = await text(stream);
      const { servername } = (stream.session?.socket ?? {}) as Partial<TLSSocket>;
      stream.respond({ ':status': 201, 'x-b': '2', 'x-a': ['1', '3'] }, { waitForTrailers: true });
      stream.once('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
      stream.end(JSON.stringify({ ...headers, body, servername }));
    });
  }

  it('sends method, host, path, headers and body with HTTP/2, without those of a connection', async () => {
    const port = await listening(echo(createServer()));
    const headers = [
      ['X-A', '1'],
      ['Connection', 'close'],
      ['TE', 'trailers'],
    ] as const;
    const request = { port, host: 'h', method: 'POST', path: 'a b', headers, body: 'bödy', http2: true, timeoutMs };
    const answer = await sendRequest(request);
    if (answer.kind !== 'answered') assert.fail(JSON.stringify(answer));
    assert.deepEqual([answer.status, answer.statusText, answer.httpVersion], [201, '', '2']);
    assert.deepEqual(answer.headers.slice(0, 3), [
      ['x-b', '2'],
      ['x-a', '1'],
      ['x-a', '3'],
    ]);
    assert.deepEqual(answer.headers.at(-1), ['grpc-status', '0']);
    assert.ok(answer.localPort !== undefined && answer.untrusted === undefined);
    assert.deepEqual(JSON.parse(answer.body), {
      ':method': 'POST',
      ':scheme': 'http',
      ':path': '/a%20b',
      ':authority': 'h',
      'user-agent': 'envoy-sidecar',
      accept: '*/*',
      'x-a': '1',
      te: 'trailers',
      'content-length': '5',
      body: 'bödy',
    });
  });

  it('asks for the server name or the host with TLS, and says that the certificate is not trusted', async () => {
    const { chain: cert, key } = selfSignedCertificate(['shop.example'], new Date());
    const ports = {
      2: await listening(echo(createSecureServer({ cert, key }))),
      1.1: await listening(
        createHttpsServer({ cert, key }, ({ socket, headers }, response) =>
          response.end(JSON.stringify({ servername: (socket as TLSSocket).servername, ':authority': headers.host })),
        ),
      ),
    };
    for (const [version, port] of Object.entries(ports)) {
      const seen = async (host: string, serverNames: readonly string[]) => {
        const answer = await sendRequest({
          port,
          host,
          path: '/',
          http2: version === '2',
          tls: { serverNames },
          timeoutMs,
        });
        if (answer.kind !== 'answered') assert.fail(JSON.stringify(answer));
        const { servername, ':authority': authority } = JSON.parse(answer.body);
        return [answer.httpVersion, answer.untrusted, servername, authority];
      };
      const untrusted = 'DEPTH_ZERO_SELF_SIGNED_CERT';
      assert.deepEqual(await seen('A.example:1', []), [version, untrusted, 'a.example', 'A.example:1']);
      assert.deepEqual(await seen('h', ['*.example', 'shop.example']), [version, untrusted, 'shop.example', 'h']);
      assert.deepEqual(await seen('a.b.example', ['*.example', 'h']), [
        version,
        untrusted,
        'a.b.example',
        'a.b.example',
      ]);
      assert.deepEqual(await seen('h', ['*.example']), [version, untrusted, 'any.example', 'h']);
      assert.deepEqual(await seen('127.0.0.1', []), [version, untrusted, false, '127.0.0.1']);
    }
  });

  it('fails if the answer does not come whole, or is not HTTP/2', async () => {
    const kindOf = async (server: Server, body?: string) => {
      const request = { port: await listening(server), path: '/', http2: true, timeoutMs: 1000 };
      return (await sendRequest({ ...request, ...(body !== undefined && { body }) })).kind;
    };
    const streams = (answer: (stream: ServerHttp2Stream) => void) => createServer().on('stream', answer);
    assert.equal(await kindOf(createHttp1Server((_, response) => response.end())), 'reset');
    assert.equal(await kindOf(streams((stream) => stream.session?.destroy())), 'reset');
    assert.equal(await kindOf(streams((stream) => stream.close(0))), 'reset');
    const cut = streams((stream) => {
      stream.respond({});
      stream.write('half', () => setTimeout(() => stream.session?.destroy(), 50));
    });
    assert.equal(await kindOf(cut), 'reset');
    const silent = streams((stream) => stream.on('error', () => undefined));
    assert.equal(await kindOf(silent, 'body'), 'timed-out');
    const twice = [['content-type', 'a'] as const, ['Content-Type', 'b'] as const];
    const port = await listening(echo(createServer()));
    assert.equal((await sendRequest({ port, path: '/', http2: true, headers: twice, timeoutMs })).kind, 'unsendable');
    const invalid = [['a b', 'c'] as const];
    assert.equal((await sendRequest({ port, path: '/', headers: invalid, timeoutMs })).kind, 'unsendable');
    const closed = await sendRequest({ port: 1, path: '/', http2: true, timeoutMs });
    assert.equal(closed.kind, 'refused');
  });
});
