import type { Socket } from 'node:net';
import type { Readable } from 'node:stream';
import type { ConnectionOptions } from 'node:tls';
import { type LoopbackRequest, sendableServerName } from './loopback-request.ts';

/** The first part of an answer. */
export interface AnswerHead {
  readonly status: number;
  /** Empty in HTTP/2. */
  readonly statusText: string;
  /** As in the status line, such as `1.1`. */
  readonly httpVersion: string;
  /** In the order and spelling in which they arrived. At the end of the body, the trailers are added. */
  readonly headers: readonly (readonly [name: string, value: string])[];
}

/** What happens to a request on its way. After the first error or the end of the body, nothing more counts. */
export interface ExchangeEvents {
  readonly onConnect: (socket: Socket) => void;
  readonly onAnswer: (head: AnswerHead, body: Readable) => void;
  readonly onError: (error: NodeJS.ErrnoException) => void;
  /** Node does not send such a request, for example with a header that has an invalid name. */
  readonly onUnsendable: (error: unknown) => void;
}

/** Sends a request on a new connection. It never throws. */
export type Exchange = (request: LoopbackRequest, events: ExchangeEvents) => { readonly close: () => void };

/**
 * The certificate of a listener is seldom made for 127.0.0.1, so it is not verified here. `sendRequest` says whether this
 * machine trusts it. The connection does not leave the machine, except through a port-forward.
 */
export function tlsOptions(request: LoopbackRequest): ConnectionOptions {
  // Without a name, Node would take one from the Host header.
  return { rejectUnauthorized: false, servername: sendableServerName(request.host, request.tls) ?? '' };
}
