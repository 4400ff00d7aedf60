import type { HttpConnection } from '../../../server/src/sent-request.ts';

/** A request to 127.0.0.1. */
export interface LoopbackRequest extends HttpConnection {
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

/** The headers of a request: the usual ones, unless the request has them, and its own. Values are bytes as characters. */
export function sendableHeaders(request: LoopbackRequest): Record<string, string | string[]> {
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
    const [value = '', ...more] = same.map(([, written]) => sendableValue(written));
    headers[same[0]?.[0] ?? name] = more.length === 0 ? value : [value, ...more];
  }
  if (request.body !== undefined) headers['Content-Length'] = `${Buffer.byteLength(request.body)}`;
  return headers;
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

/** The start of the URL of a listener, with TLS `https`. */
export const loopbackOrigin = (port: number, { tls }: HttpConnection): string =>
  `${tls ? 'https' : 'http'}://127.0.0.1:${port}`;

/** Browsers use HTTP/2 only over TLS, and ask for the name in their address bar. */
export const opensInBrowser = ({ http2, tls }: HttpConnection): boolean =>
  tls ? tls.serverNames.length === 0 : !http2;

/**
 * The name that the client asks for in the TLS handshake (SNI): the host if the listener accepts it, otherwise a name that it accepts.
 * Undefined if any will do and the host is not a name.
 */
export function sendableServerName(host: string | undefined, tls: HttpConnection['tls']): string | undefined {
  const accepted = (tls?.serverNames ?? []).map((name) => name.toLowerCase());
  const own = host?.toLowerCase().replace(/:\d+$/, '').replace(/\.$/, '') ?? '';
  const isName = /^(?=.*[a-z])[a-z\d_.-]+$/.test(own);
  if (isName && (accepted.length === 0 || accepted.some((name) => covers(name, own)))) return own;
  const literal = accepted.find((name) => !name.startsWith('*'));
  return literal ?? accepted[0]?.replace('*', 'any');
}

/** A server name of a filter chain is a name, or a wildcard for the labels in front of one. */
const covers = (name: string, own: string): boolean =>
  name === own || (name.startsWith('*.') && own.endsWith(name.slice(1)));
