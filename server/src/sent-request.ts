/** A request to a listener, in the arguments of a code lens of the server, and what its answer must be. Types only. */
export interface SentRequest {
  /** How the filter chain of the request is reached; absent for that of the listener. */
  readonly connection?: HttpConnection;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** Value of the Host header; absent when any host will do. */
  readonly host?: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
  readonly expected: readonly Expectation[];
}

/** How HTTP is spoken to a listener. */
export interface HttpConnection {
  /** HTTP/2 instead of HTTP/1.1, without TLS with prior knowledge. */
  readonly http2?: boolean;
  /** TLS. The names that the client may ask for, perhaps with a wildcard; empty when any will do. */
  readonly tls?: { readonly serverNames: readonly string[] };
}

export interface Expectation {
  readonly kind: 'status' | 'header' | 'body' | 'cluster';
  /** Of the header, in lower case. */
  readonly name?: string;
  /** `~`: the value contains the text; `=`: it is the text. */
  readonly how: '~' | '=';
  /** Of a status, a number or a class such as `2xx`. */
  readonly text: string;
}
