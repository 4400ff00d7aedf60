import type { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { Readable } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { http1Exchange } from './http1-exchange.ts';
import { http2Exchange } from './http2-exchange.ts';
import type { AnswerHead } from './http-exchange.ts';
import type { LoopbackRequest } from './loopback-request.ts';

/** Maximum length of the body in bytes. The rest is not read. */
export const maxBodyBytes = 1024 * 1024;

export interface RequestTiming {
  readonly connectMs: number;
  readonly firstByteMs: number;
  readonly totalMs: number;
}

export interface HttpAnswer extends AnswerHead {
  readonly kind: 'answered';
  /** The text in the charset of the response (UTF-8 by default). Empty if `binary`. */
  readonly body: string;
  /** Bytes read, before decoding. */
  readonly bodyBytes: number;
  readonly bodyTruncated: boolean;
  /** The body is not text, so `body` is empty. */
  readonly binary: boolean;
  readonly timing: RequestTiming;
  /** Why this machine does not trust the certificate, such as `DEPTH_ZERO_SELF_SIGNED_CERT`. Undefined if it does, or without TLS. */
  readonly untrusted?: string;
  /** The port of this side of the connection, by which Envoy's access log names the request. */
  readonly localPort?: number;
}

export interface RequestFailure {
  readonly kind: 'refused' | 'reset' | 'timed-out' | 'cancelled' | 'unsendable';
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
    const sinceStart = (): number => performance.now() - started;
    let connectMs = 0;
    let connected: Socket | undefined;
    let localPort: number | undefined;
    const exchange = (request.http2 ? http2Exchange : http1Exchange)(request, {
      onConnect: (socket) => {
        connectMs = sinceStart();
        connected = socket;
        localPort = socket.localPort;
      },
      onAnswer: (head, stream) => {
        const firstByteMs = sinceStart();
        const untrusted = distrust(connected);
        readBody(stream, (body) => {
          const timing = { connectMs, firstByteMs, totalMs: sinceStart() };
          settle(body.kind === 'read' ? { ...answerOf(head, body, timing), ...(untrusted && { untrusted }) } : body);
        });
      },
      onError: (error) => settle(failureOf(error)),
      // The exchange has not begun.
      onUnsendable: (error) => setImmediate(() => settle({ kind: 'unsendable', detail: reasonOf(error) })),
    });
    const settle = (result: RequestResult): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      resolve(localPort === undefined ? result : { ...result, localPort });
      exchange.close();
    };
    const cancel = (): void => settle({ kind: 'cancelled', detail: 'cancelled while waiting for the answer' });
    const timer = setTimeout(
      () => settle({ kind: 'timed-out', detail: `no complete answer within ${request.timeoutMs} ms` }),
      request.timeoutMs,
    );
    signal?.addEventListener('abort', cancel, { once: true });
  });
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Node verifies the certificate, and only notes the result. */
const distrust = (socket: Socket | undefined): string | undefined =>
  socket instanceof TLSSocket && !socket.authorized ? String(socket.authorizationError) : undefined;

interface ReadBody {
  readonly kind: 'read';
  readonly bytes: Buffer;
  readonly truncated: boolean;
}

function readBody(stream: Readable, done: (body: ReadBody | RequestFailure) => void): void {
  const chunks: Buffer[] = [];
  let size = 0;
  stream.on('data', (chunk: Buffer) => {
    if (size > maxBodyBytes) return;
    chunks.push(chunk);
    size += chunk.length;
    if (size > maxBodyBytes) finish(true);
  });
  const finish = (truncated: boolean): void =>
    done({ kind: 'read', bytes: Buffer.concat(chunks).subarray(0, maxBodyBytes), truncated });
  stream.on('end', () => finish(false));
  stream.on('error', (error) => done(failureOf(error)));
}

function answerOf(head: AnswerHead, body: ReadBody, timing: RequestTiming): HttpAnswer {
  const binary = body.bytes.includes(0) || headerOf(head, 'content-encoding') !== undefined;
  return {
    kind: 'answered',
    ...head,
    body: binary ? '' : decode(body.bytes, headerOf(head, 'content-type')),
    bodyBytes: body.bytes.length,
    bodyTruncated: body.truncated,
    binary,
    timing,
  };
}

const headerOf = ({ headers }: AnswerHead, wanted: string): string | undefined =>
  headers.find(([name]) => name.toLowerCase() === wanted)?.[1];

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
