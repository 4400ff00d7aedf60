import * as http2 from 'node:http2';
import { headerPairs } from './header-pairs.ts';
import { type Exchange, tlsOptions } from './http-exchange.ts';
import { type LoopbackRequest, sendableHeaders, sendablePath } from './loopback-request.ts';

/** Sends a request with HTTP/2, without TLS with prior knowledge (RFC 9113, 3.3). */
export const http2Exchange: Exchange = (request, { onConnect, onAnswer, onError, onUnsendable }) => {
  const session = http2.connect(`${request.tls ? 'https' : 'http'}://127.0.0.1:${request.port}`, tlsOptions(request));
  const close = (): void => session.destroy();
  session.once('connect', (_, socket) => onConnect(socket));
  session.on('error', onError);
  try {
    const stream = session.request(headersOf(request), { endStream: request.body === undefined });
    stream.on('error', (error) => onError(error.cause instanceof Error ? error.cause : error));
    // Node ends the body of a stream that was reset or lost its connection as if it were complete.
    stream.once('end', () => {
      if (stream.rstCode !== http2.constants.NGHTTP2_NO_ERROR) onError(new Error('the answer is not complete'));
    });
    stream.once('close', () => onError(new Error('the connection was closed without an answer')));
    stream.once('response', (headers, _flags, raw: string[] = []) => {
      const fields = headerPairs(raw).filter(([name]) => !name.startsWith(':'));
      stream.once('trailers', (_trailers, _end, rawTrailers: string[] = []) =>
        fields.push(...headerPairs(rawTrailers)),
      );
      onAnswer({ status: headers[':status'] ?? 0, statusText: '', httpVersion: '2', headers: fields }, stream);
    });
    if (request.body !== undefined) stream.end(request.body);
  } catch (error) {
    onUnsendable(error);
  }
  return { close };
};

/** Headers of a connection, which HTTP/2 does not have (RFC 9113, 8.2.2). */
const ofConnection = new Set([
  'connection',
  'http2-settings',
  'keep-alive',
  'proxy-connection',
  'transfer-encoding',
  'upgrade',
  'te',
]);

function headersOf(request: LoopbackRequest): http2.OutgoingHttpHeaders {
  const headers: http2.OutgoingHttpHeaders = {};
  for (const [name, value] of Object.entries(sendableHeaders(request))) {
    const lower = name.toLowerCase();
    if (lower === 'host') headers[':authority'] = value;
    else if (!ofConnection.has(lower) || (lower === 'te' && value === 'trailers')) headers[lower] = value;
  }
  return {
    ':method': request.method ?? 'GET',
    ':scheme': request.tls ? 'https' : 'http',
    ':path': sendablePath(request.path),
    ...headers,
  };
}
