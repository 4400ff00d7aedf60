import * as http from 'node:http';
import type { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { headerPairs } from './header-pairs.ts';

/** Maximum length of the body in bytes. The rest is not read. */
export const maxBodyBytes = 1024 * 1024;

export interface LoopbackRequest {
  readonly port: number;
  /** Value of the Host header. If undefined or invalid, `127.0.0.1:<port>` is used. */
  readonly host?: string;
  /** Path and query. Characters that are invalid in a request line are percent-encoded. */
  readonly path: string;
  /** GET by default. */
  readonly method?: string;
  /** In addition to those that every request has, or in place of them. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
  /** For the whole exchange, from connect to the last byte. */
  readonly timeoutMs: number;
}

export interface RequestTiming {
  readonly connectMs: number;
  readonly firstByteMs: number;
  readonly totalMs: number;
}

export interface HttpAnswer {
  readonly kind: 'answered';
  readonly status: number;
  readonly statusText: string;
  readonly httpVersion: string;
  /** In the order and spelling in which they arrived. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** The text in the charset of the response (UTF-8 by default). Empty if `binary`. */
  readonly body: string;
  /** Bytes read, before decoding. */
  readonly bodyBytes: number;
  readonly bodyTruncated: boolean;
  /** The body is not text, so `body` is empty. */
  readonly binary: boolean;
  readonly timing: RequestTiming;
  /** The port of this side of the connection, by which Envoy's access log names the request. */
  readonly localPort?: number;
}

export interface RequestFailure {
  readonly kind: 'refused' | 'reset' | 'timed-out' | 'cancelled';
  /** For a log: what the operating system or the parser said. */
  readonly detail: string;
  /** As in `HttpAnswer`. */
  readonly localPort?: number;
}

export type RequestResult = HttpAnswer | RequestFailure;

/**
 * Sends one request to 127.0.0.1 on a new connection, without following redirects. It never throws: a response that
 * is incomplete or not HTTP is `reset`, and a response that takes longer than `timeoutMs` is `timed-out`.
 */
export function sendRequest(request: LoopbackRequest, signal?: AbortSignal): Promise<RequestResult> {
  return new Promise((resolve) => {
    if (signal?.aborted) {
      resolve({ kind: 'cancelled', detail: 'cancelled before the request was sent' });
      return;
    }
    const started = performance.now();
    const clientRequest = http.request(requestOptions(request));
    let connectMs = 0;
    let localPort: number | undefined;
    const settle = (result: RequestResult): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      resolve(localPort === undefined ? result : { ...result, localPort });
      clientRequest.destroy();
    };
    const cancel = (): void => settle({ kind: 'cancelled', detail: 'cancelled while waiting for the answer' });
    const timer = setTimeout(
      () => settle({ kind: 'timed-out', detail: `no complete answer within ${request.timeoutMs} ms` }),
      request.timeoutMs,
    );
    signal?.addEventListener('abort', cancel, { once: true });
    clientRequest.on('socket', (socket: Socket) => {
      socket.once('connect', () => {
        connectMs = performance.now() - started;
        localPort = socket.localPort;
      });
    });
    // The listener is not removed: destroying a request emits another error that must be ignored.
    clientRequest.on('error', (error) => settle(failureOf(error)));
    clientRequest.on('response', (message) => {
      const firstByteMs = performance.now() - started;
      readBody(message, (body) => {
        const timing = { connectMs, firstByteMs, totalMs: performance.now() - started };
        settle(body.kind === 'read' ? answerOf(message, body, timing) : body);
      });
    });
    // A string would be written together with the headers, all in UTF-8.
    clientRequest.end(request.body === undefined ? undefined : Buffer.from(request.body));
  });
}

function requestOptions(request: LoopbackRequest): http.RequestOptions {
  const { method = 'GET', body } = request;
  const given = request.headers ?? [];
  const usual = [
    ['Host', sendableHost(request.host) ?? `127.0.0.1:${request.port}`],
    ['User-Agent', 'envoy-sidecar'],
    ['Accept', '*/*'],
  ] as const;
  const headers: Record<string, string | string[]> = {};
  const isGiven = (name: string): boolean => given.some(([other]) => other.toLowerCase() === name.toLowerCase());
  for (const [name, value] of usual) if (!isGiven(name)) headers[name] = value;
  for (const [name] of given) {
    const same = given.filter(([other]) => other.toLowerCase() === name.toLowerCase());
    headers[same[0]?.[0] ?? name] = same.map(([, value]) => sendableValue(value));
  }
  if (body !== undefined) headers['Content-Length'] = `${Buffer.byteLength(body)}`;
  return {
    method,
    hostname: '127.0.0.1',
    port: request.port,
    path: sendablePath(request.path),
    headers,
    agent: false,
  };
}

/** The value of a header as bytes in UTF-8, which Node passes on if each is one character. Control characters become spaces. */
const sendableValue = (value: string): string => Buffer.from(value.replaceAll(/\p{Cc}/gu, ' ')).toString('latin1');

/** The host as it is sent. Undefined if it cannot be sent, so that the address is used instead. */
export function sendableHost(host: string | undefined): string | undefined {
  return host !== undefined && /^[\x21-\x7e]+$/.test(host) ? host : undefined;
}

/** The path as it is sent: it starts with `/`, has no fragment and contains only visible ASCII. */
export function sendablePath(path: string): string {
  const [withoutFragment = ''] = path.split('#', 1);
  const rooted = withoutFragment.startsWith('/') ? withoutFragment : `/${withoutFragment}`;
  // The Buffer replaces an unpaired surrogate, which cannot be encoded, with U+FFFD.
  return rooted.replaceAll(/[^\x21-\x7e]/gu, (character) => encodeURIComponent(Buffer.from(character).toString()));
}

interface ReadBody {
  readonly kind: 'read';
  readonly bytes: Buffer;
  readonly truncated: boolean;
}

function readBody(message: http.IncomingMessage, done: (body: ReadBody | RequestFailure) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  message.on('data', (chunk: Buffer) => {
    if (size > maxBodyBytes) return;
    chunks.push(chunk);
    size += chunk.length;
    if (size > maxBodyBytes) finish(true);
  });
  const finish = (truncated: boolean): void =>
    done({ kind: 'read', bytes: Buffer.concat(chunks).subarray(0, maxBodyBytes), truncated });
  message.on('end', () => finish(false));
  message.on('error', (error) => done(failureOf(error)));
}

function answerOf(message: http.IncomingMessage, body: ReadBody, timing: RequestTiming): HttpAnswer {
  const binary = body.bytes.includes(0) || message.headers['content-encoding'] !== undefined;
  return {
    kind: 'answered',
    status: message.statusCode ?? 0,
    statusText: message.statusMessage ?? '',
    httpVersion: message.httpVersion,
    headers: headerPairs(message.rawHeaders),
    body: binary ? '' : decode(body.bytes, message.headers['content-type']),
    bodyBytes: body.bytes.length,
    bodyTruncated: body.truncated,
    binary,
    timing,
  };
}

function decode(bytes: Buffer, contentType: string | undefined): string {
  const charset = /charset="?([\w-]+)/i.exec(contentType ?? '')?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    // The runtime does not support this charset.
    return new TextDecoder().decode(bytes);
  }
}

function failureOf(error: NodeJS.ErrnoException): RequestFailure {
  const detail = error.code === undefined ? error.message : `${error.code}: ${error.message}`;
  return { kind: error.code === 'ECONNREFUSED' ? 'refused' : 'reset', detail };
}
