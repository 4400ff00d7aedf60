import * as http from 'node:http';
import * as https from 'node:https';
import type { Socket } from 'node:net';
import { headerPairs } from './header-pairs.ts';
import { type Exchange, tlsOptions } from './http-exchange.ts';
import { sendableHeaders, sendablePath } from './loopback-request.ts';

/** Sends a request with HTTP/1.1. */
export const http1Exchange: Exchange = (request, { onConnect, onAnswer, onError, onUnsendable }) => {
  const options = {
    method: request.method ?? 'GET',
    hostname: '127.0.0.1',
    port: request.port,
    path: sendablePath(request.path),
    headers: sendableHeaders(request),
    agent: false,
  } as const;
  let sent: http.ClientRequest;
  try {
    sent = request.tls ? https.request({ ...options, ...tlsOptions(request) }) : http.request(options);
  } catch (error) {
    onUnsendable(error);
    return { close: () => undefined };
  }
  sent.on('socket', (socket: Socket) => socket.once('connect', () => onConnect(socket)));
  // The listener is not removed: destroying a request emits another error that must be ignored.
  sent.on('error', onError);
  sent.on('response', (message) => {
    const { statusCode = 0, statusMessage = '', httpVersion } = message;
    const headers = headerPairs(message.rawHeaders);
    message.once('end', () => headers.push(...headerPairs(message.rawTrailers)));
    onAnswer({ status: statusCode, statusText: statusMessage, httpVersion, headers }, message);
  });
  // A string would be written together with the headers, all in UTF-8.
  sent.end(request.body === undefined ? undefined : Buffer.from(request.body));
  return { close: () => sent.destroy() };
};
