import * as http from 'node:http';
import * as http2 from 'node:http2';
import { createServer, type Socket } from 'node:net';
import { headerPairs } from './header-pairs.ts';

/** The texts of the page. */
export interface StandInStrings {
  readonly title: string;
  /** `{0}` is the port on which the config expects the app. */
  readonly explanation: string;
  /** The heading of the received request. */
  readonly received: string;
}

/** A small HTTP server in place of the app. */
export interface StandInApp {
  readonly port: number;
  /** Stops the server and closes all its connections. */
  stop(): Promise<void>;
}

/**
 * Starts a server on a free port of 127.0.0.1 that responds to every request with a page about itself and the received
 * request. It supports HTTP/1.1 and, for clusters that use it, HTTP/2 without TLS. `appPort` is the port on which the
 * config expects the app.
 */
export function startStandInApp(appPort: number, strings: StandInStrings): Promise<StandInApp> {
  const answer = (request: Received, respond: Respond): void => respond(standInPage(request, appPort, strings));
  const http1Server = http.createServer((request, response) => {
    request.resume();
    answer(
      { method: request.method ?? '', path: request.url ?? '', headers: headerPairs(request.rawHeaders) },
      (page) => {
        response.writeHead(200, pageHeaders(page));
        response.end(request.method === 'HEAD' ? undefined : page);
      },
    );
  });
  const http2Server = http2.createServer();
  http2Server.on('stream', (stream, headers) => {
    stream.on('error', () => stream.destroy());
    const fields = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
    answer({ method: String(headers[':method']), path: String(headers[':path']), headers: fields }, (page) => {
      stream.respond({ ':status': 200, ...pageHeaders(page) });
      stream.end(page);
    });
  });
  http2Server.on('sessionError', () => undefined);
  return listen((socket, preface) => {
    const target = preface ? http2Server : http1Server;
    target.emit('connection', socket);
  });
}

type Respond = (page: string) => void;

interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
}

/** Passes a connection on when its first bytes show whether it starts with the preface of HTTP/2 (`PRI * HTTP/2.0`). */
function listen(accept: (socket: Socket, http2Preface: boolean) => void): Promise<StandInApp> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.once('data', (chunk: Buffer) => {
      socket.pause();
      socket.unshift(chunk);
      accept(socket, chunk.subarray(0, 3).toString('latin1') === 'PRI');
      process.nextTick(() => socket.resume());
    });
  });
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of sockets) socket.destroy();
    });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: 0 }, () => {
      const address = server.address();
      resolve({ port: typeof address === 'object' && address !== null ? address.port : 0, stop });
    });
  });
}

function pageHeaders(page: string): { 'content-type': string; 'content-length': number } {
  return { 'content-type': 'text/html; charset=utf-8', 'content-length': Buffer.byteLength(page) };
}

/** The page, with all content of the request escaped. */
export function standInPage(request: Received, appPort: number, strings: StandInStrings): string {
  const lines = [`${request.method} ${request.path}`, ...request.headers.map(([name, value]) => `${name}: ${value}`)];
  return `<!DOCTYPE html>
<html>
<head>
<meta charset="utf-8">
<title>${escapeText(strings.title)}</title>
<style>body { font-family: sans-serif; max-width: 40em; margin: 2em auto; } pre { overflow: auto; }</style>
</head>
<body>
<h1>${escapeText(strings.title)}</h1>
<p>${escapeText(strings.explanation.replace('{0}', String(appPort)))}</p>
<h2>${escapeText(strings.received)}</h2>
<pre>${escapeText(lines.join('\n'))}</pre>
</body>
</html>
`;
}

function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
