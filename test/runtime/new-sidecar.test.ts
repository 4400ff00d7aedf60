// The config of each kind of new sidecar, run by the real Envoy with servers on loopback in place of the app and the other host.
import assert from 'node:assert/strict';
import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import type http from 'node:http';
import http2 from 'node:http2';
import https from 'node:https';
import type { AddressInfo, Server, Socket } from 'node:net';
import {
  emptyWorkspace,
  type SidecarAnswers,
  sidecarKinds,
  sidecarManifest,
  withText,
} from '../../server/src/analysis/index.ts';
import { selfSignedCertificate } from '../../server/src/self-signed-certificate.ts';
import { envoyAtHand } from '../fixture/ask-envoy.ts';
import { get, type RunningEnvoy, withEnvoy, withServer } from './real-envoy.ts';

const certificate = selfSignedCertificate(['localhost'], new Date());
const stranger = selfSignedCertificate(['localhost'], new Date());
const tls = { cert: certificate.chain, key: certificate.key };
/** Of Envoy's listener before the system chooses a free one. */
const listen = 8080;

/** Runs the config that a new sidecar of a kind has, with addresses and files of this machine. */
async function withSidecar<T>(
  given: Partial<SidecarAnswers>,
  use: (running: RunningEnvoy) => Promise<T>,
  trusted = certificate.chain,
): Promise<T> {
  const envoy = envoyAtHand();
  assert.ok(envoy, 'There is no Envoy here: set ENVOY_PATH');
  const manifests = sidecarManifest({ listen, ...given }, { certificate });
  assert.ok(typeof manifests === 'string', JSON.stringify(manifests));
  const uri = 'file:///app.yaml';
  const [source] = withText(emptyWorkspace(), uri, manifests).files.get(uri)?.envoySources ?? [];
  assert.ok(source, 'no config in the manifests');
  const config = source.text
    .replace('address: 0.0.0.0', 'address: 127.0.0.1')
    .replace(`port_value: ${listen} }`, 'port_value: 0 }')
    .replace('port_value: 9901 }', 'port_value: 0 }')
    .replace('/etc/ssl/certs/ca-certificates.crt', 'FOLDER/ca.crt')
    .replaceAll('/etc/tls/', 'FOLDER/');
  const files = { 'tls.crt': tls.cert, 'tls.key': tls.key, 'ca.crt': trusted };
  return withEnvoy(envoy, config, files, use);
}

const app: http.RequestListener = (request, response) => response.end(`app: ${request.url}`);

/** A server on both loopback addresses, because `localhost` means either. It is stopped after `use`. */
async function served<T>(make: () => Server, use: (port: number) => Promise<T>): Promise<T> {
  const [first, second] = [make(), make()];
  const sockets = new Set<Socket>();
  for (const server of [first, second]) server.on('connection', (socket: Socket) => sockets.add(socket));
  const bind = (server: Server, port: number, host: string): Promise<void> =>
    new Promise((resolve, reject) => void server.once('error', reject).listen(port, host, resolve));
  try {
    await bind(first, 0, '127.0.0.1');
    const port = (first.address() as AddressInfo).port;
    // Not every machine has the address.
    await bind(second, port, '::1').catch(() => {});
    return await use(port);
  } finally {
    for (const socket of sockets) socket.destroy();
    for (const server of [first, second]) server.close();
  }
}

describe('the config of a new sidecar, run by Envoy', () => {
  it('reverse-proxy: forwards requests to the app', () =>
    withServer(app, (port) =>
      withSidecar({ kind: 'reverse-proxy', port }, async (running) => {
        const { status, body } = await get(running.port('ingress'), '/a?b=c');
        assert.deepEqual([status, body], [200, 'app: /a?b=c']);
      }),
    ));

  it('tls: serves HTTPS with the certificate', () =>
    withServer(app, (port) =>
      withSidecar({ kind: 'tls', port }, async (running) => {
        const answer = await overTls(running.port('ingress'));
        assert.deepEqual(answer, { status: 200, body: 'app: /' });
        assert.equal((await get(running.port('ingress'), '/').catch(() => ({ status: 0 }))).status, 0, 'without TLS');
      }),
    ));

  it('rate-limit: answers 429 after more requests than the limit', () =>
    withServer(app, (port) =>
      withSidecar({ kind: 'rate-limit', port }, async (running) => {
        const ask = () => get(running.port('ingress'), '/').then(({ status }) => status);
        assert.equal(await ask(), 200);
        const seen = new Set<number>();
        for (let burst = 0; burst < 20 && !seen.has(429); burst++)
          for (const status of await Promise.all(Array.from({ length: 300 }, ask))) seen.add(status);
        assert.deepEqual([...seen].sort(), [200, 429]);
      }),
    ));

  it('grpc: forwards calls over HTTP/2, with their trailers', () =>
    served(
      () => grpcServer(() => Buffer.from('hello')),
      (port) =>
        withSidecar({ kind: 'grpc', port }, async (running) => {
          const answer = await call(running.port('ingress'), '/greeter.Greeter/Hello');
          assert.deepEqual(answer, { status: 200, grpcStatus: '0', body: 'hello' });
        }),
    ));

  it('egress: adds TLS, sends the name of the host and verifies its certificate', () =>
    served(
      () => https.createServer(tls, (request, response) => response.end(`host: ${request.headers.host}`)),
      async (port) => {
        const given = { kind: 'egress', host: `localhost:${port}` } as const;
        const ask = async (running: RunningEnvoy) => {
          const { status, body } = await get(running.port('egress'), '/', { host: 'wrong.example.com' });
          return [status, status === 200 ? body : 'refused'];
        };
        assert.deepEqual(await withSidecar(given, ask), [200, 'host: localhost']);
        assert.deepEqual(await withSidecar(given, ask, stranger.chain), [503, 'refused']);
      },
    ));

  it('jwt: answers 401 without a token of the issuer, 200 with one', () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const keys = JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), alg: 'RS256', use: 'sig' }] });
    const issuer: http.RequestListener = (request, response) => {
      response.statusCode = request.url === '/.well-known/jwks.json' ? 200 : 404;
      response.end(keys);
    };
    return withServer(app, (port) =>
      served(
        () => https.createServer(tls, issuer),
        (issuerPort) =>
          withSidecar({ kind: 'jwt', port, host: `localhost:${issuerPort}` }, async (running) => {
            const ask = async (headers: Record<string, string>) =>
              (await get(running.port('ingress'), '/', headers)).status;
            const as = (iss: string) => ({ authorization: `Bearer ${token({ iss, sub: 'a' }, privateKey)}` });
            assert.equal(await ask({}), 401, 'without a token');
            assert.equal(await ask(as(`https://localhost:${issuerPort}`)), 200, 'with a token');
            assert.equal(await ask(as('https://localhost')), 401, 'with a token of another issuer');
          }),
      ),
    );
  });

  it('ext-authz: answers 403 to what the service denies, 200 to what it allows', () =>
    withServer(app, (port) =>
      served(
        // A CheckResponse whose status has the code 7, PERMISSION_DENIED, or no code.
        () =>
          grpcServer((request) => (request.includes('/secret') ? Buffer.from([10, 2, 8, 7]) : Buffer.from([10, 0]))),
        (authz) =>
          withSidecar({ kind: 'ext-authz', port, host: `localhost:${authz}` }, async (running) => {
            const statuses = ['/', '/secret'].map(async (path) => (await get(running.port('ingress'), path)).status);
            assert.deepEqual(await Promise.all(statuses), [200, 403]);
          }),
      ),
    ));

  it('covers every kind', function () {
    const titles = this.test?.parent?.tests.map(({ title }) => title.split(':')[0]) ?? [];
    assert.deepEqual(
      sidecarKinds.filter((kind) => !titles.includes(kind)),
      [],
    );
  });
});

const overTls = (port: number): Promise<{ status: number | undefined; body: string }> =>
  new Promise((resolve, reject) => {
    https
      .get({ host: '127.0.0.1', port, servername: 'localhost', ca: tls.cert, agent: false }, (response) => {
        let body = '';
        response.setEncoding('utf8').on('data', (text: string) => {
          body += text;
        });
        response.on('end', () => resolve({ status: response.statusCode, body }));
      })
      .on('error', reject);
  });

/** A gRPC server over HTTP/2 without TLS that answers every call with one message. */
function grpcServer(answer: (request: Buffer) => Buffer): Server {
  const server = http2.createServer();
  server.on('stream', (stream) => {
    const parts: Buffer[] = [];
    stream.on('error', () => {});
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => {
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
      stream.end(framed(answer(Buffer.concat(parts))));
    });
  });
  return server;
}

/** A message as gRPC sends it: not compressed, with its length. */
function framed(message: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

/** Calls a method with an empty message. */
function call(port: number, path: string): Promise<{ status: unknown; grpcStatus: unknown; body: string }> {
  const session = http2.connect(`http://127.0.0.1:${port}`);
  const headers = { ':method': 'POST', ':path': path, 'content-type': 'application/grpc', te: 'trailers' };
  return new Promise<{ status: unknown; grpcStatus: unknown; body: string }>((resolve, reject) => {
    let [status, grpcStatus]: unknown[] = [];
    const parts: Buffer[] = [];
    const stream = session.on('error', reject).request(headers);
    stream.on('response', (answered) => {
      status = answered[':status'];
    });
    stream.on('trailers', (trailers) => {
      grpcStatus = trailers['grpc-status'];
    });
    stream.on('data', (part: Buffer) => parts.push(part));
    stream.on('end', () => resolve({ status, grpcStatus, body: Buffer.concat(parts).subarray(5).toString() }));
    stream.on('error', reject).end(framed(Buffer.alloc(0)));
  }).finally(() => session.destroy());
}

/** A signed token that is valid for a minute. */
function token(claims: object, key: KeyObject): string {
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const exp = Math.floor(Date.now() / 1000) + 60;
  const content = `${encoded({ alg: 'RS256', typ: 'JWT' })}.${encoded({ ...claims, exp })}`;
  return `${content}.${createSign('RSA-SHA256').update(content).sign(key).toString('base64url')}`;
}
