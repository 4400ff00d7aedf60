import assert from 'node:assert/strict';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { maxBodyBytes, sendRequest } from '../../client/src/local/http-request.ts';
import { sendablePath } from '../../client/src/local/loopback-request.ts';

const timeoutMs = 5000;

describe('sendRequest', () => {
  const closers: (() => void)[] = [];
  afterEach(() => {
    for (const close of closers.splice(0)) close();
  });

  async function serve(listener: RequestListener): Promise<number> {
    const server = createServer(listener);
    closers.push(() => {
      server.closeAllConnections();
      server.close();
    });
    return listening(server);
  }

  async function serveTcp(onConnection: (socket: Socket) => void): Promise<number> {
    const server = createTcpServer((socket) => {
      closers.push(() => socket.destroy());
      socket.on('error', () => undefined);
      onConnection(socket);
    });
    closers.push(() => server.close());
    return listening(server);
  }

  it('keeps headers in order and spelling, repeated ones too', async () => {
    const port = await serve((_, response) => {
      response.sendDate = false;
      response.writeHead(418, 'Short and stout', ['X-B', '2', 'x-a', '1', 'X-B', '3', 'Connection', 'close']);
      response.end('tea');
    });
    const answer = await sendRequest({ port, path: '/', timeoutMs });
    if (answer.kind !== 'answered') assert.fail(JSON.stringify(answer));
    assert.deepEqual([answer.status, answer.statusText, answer.httpVersion], [418, 'Short and stout', '1.1']);
    assert.deepEqual(answer.headers.slice(0, 3), [
      ['X-B', '2'],
      ['x-a', '1'],
      ['X-B', '3'],
    ]);
    assert.equal(answer.body, 'tea');
    const { connectMs, firstByteMs, totalMs } = answer.timing;
    assert.ok(0 < connectMs && connectMs <= firstByteMs && firstByteMs <= totalMs);
  });

  it('adds the trailers to the headers', async () => {
    const port = await serve((_, response) => {
      response.writeHead(200, { Trailer: 'Grpc-Status' });
      response.write('a');
      response.addTrailers({ 'Grpc-Status': '12' });
      response.end();
    });
    const answer = await sendRequest({ port, path: '/', timeoutMs });
    assert.deepEqual(answer.kind === 'answered' && answer.headers.at(-1), ['Grpc-Status', '12']);
  });

  it('sends host and path, and makes both sendable', async () => {
    const port = await serve((request, response) => response.end(`${request.headers.host} ${request.url}`));
    const told = await sendRequest({ port, host: 'example.com', path: 'a b?q=ü#part', timeoutMs });
    assert.equal(told.kind === 'answered' && told.body, 'example.com /a%20b?q=%C3%BC');
    const unsendable = await sendRequest({ port, host: 'a\r\nb: c', path: '/', timeoutMs });
    assert.equal(unsendable.kind === 'answered' && unsendable.body, `127.0.0.1:${port} /`);
  });

  it('sends method, headers and body', async () => {
    const port = await serve(async (request, response) => {
      const body = (await buffer(request)).toString();
      response.end(JSON.stringify([request.method, request.headers, body]));
    });
    const headers = [
      ['X-A', '1'],
      ['x-a', '2\r\nx-b: 3'],
      ['User-Agent', 'ü'],
    ] as const;
    const told = await sendRequest({ port, host: 'h', method: 'POST', path: '/', headers, body: 'bödy', timeoutMs });
    if (told.kind !== 'answered') assert.fail(JSON.stringify(told));
    const [method, received, body] = JSON.parse(told.body);
    assert.deepEqual([method, body], ['POST', 'bödy']);
    assert.deepEqual(received, {
      host: 'h',
      'user-agent': Buffer.from('ü').toString('latin1'),
      accept: '*/*',
      'x-a': '1, 2  x-b: 3',
      'content-length': '5',
      connection: 'close',
    });
    const head = await sendRequest({ port, method: 'HEAD', path: '/', timeoutMs });
    assert.deepEqual(head.kind === 'answered' && [head.status, head.body], [200, '']);
  });

  it('encodes half a surrogate pair instead of failing', () => {
    assert.equal(sendablePath('/\ud800'), '/%EF%BF%BD');
  });

  it('reads no more than 1 MB', async () => {
    const port = await serve((_, response) => {
      response.end(Buffer.alloc(maxBodyBytes + 5, 'x'));
    });
    const answer = await sendRequest({ port, path: '/', timeoutMs });
    if (answer.kind !== 'answered') assert.fail(JSON.stringify(answer));
    assert.deepEqual([answer.bodyTruncated, answer.bodyBytes, answer.body.length], [true, maxBodyBytes, maxBodyBytes]);
    const fits = await serve((_, response) => {
      response.end(Buffer.alloc(maxBodyBytes, 'x'));
    });
    const whole = await sendRequest({ port: fits, path: '/', timeoutMs });
    assert.equal(whole.kind === 'answered' && whole.bodyTruncated, false);
  });

  it('decodes with the given charset, and omits what is not text', async () => {
    const port = await serve((request, response) => {
      if (request.url === '/latin1') {
        response.setHeader('content-type', 'text/plain; charset=iso-8859-1');
        response.end(Buffer.from([0xe4]));
      } else response.end(Buffer.from([1, 0, 2]));
    });
    const text = await sendRequest({ port, path: '/latin1', timeoutMs });
    assert.equal(text.kind === 'answered' && text.body, 'ä');
    const bytes = await sendRequest({ port, path: '/', timeoutMs });
    assert.deepEqual(bytes.kind === 'answered' && [bytes.binary, bytes.body, bytes.bodyBytes], [true, '', 3]);
  });

  it('says how it failed', async () => {
    const closed = await serveTcp(() => undefined);
    closers.pop()?.();
    assert.equal((await sendRequest({ port: closed, path: '/', timeoutMs })).kind, 'refused');

    const resets = await serveTcp((socket) => socket.once('data', () => socket.resetAndDestroy()));
    assert.equal((await sendRequest({ port: resets, path: '/', timeoutMs })).kind, 'reset');

    const speaksOther = await serveTcp((socket) => socket.end('SSH-2.0-other\r\n'));
    assert.equal((await sendRequest({ port: speaksOther, path: '/', timeoutMs })).kind, 'reset');

    const breaksOff = await serveTcp((socket) =>
      socket.once('data', () => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf')),
    );
    assert.equal((await sendRequest({ port: breaksOff, path: '/', timeoutMs })).kind, 'reset');

    const silent = await serveTcp(() => undefined);
    assert.equal((await sendRequest({ port: silent, path: '/', timeoutMs: 100 })).kind, 'timed-out');

    const cancel = new AbortController();
    setTimeout(() => cancel.abort(), 50);
    assert.equal((await sendRequest({ port: silent, path: '/', timeoutMs }, cancel.signal)).kind, 'cancelled');
    assert.equal((await sendRequest({ port: silent, path: '/', timeoutMs }, cancel.signal)).kind, 'cancelled');
  });
});

function listening(server: {
  listen(port: number, host: string, done: () => void): unknown;
  address(): unknown;
}): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}
