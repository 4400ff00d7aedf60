/** A request to 127.0.0.1. */
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
  /** HTTP/2 instead of HTTP/1.1. */
  readonly http2?: boolean;
  /** TLS, with this name in its handshake; otherwise with the host. */
  readonly tls?: { readonly serverName?: string };
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
    headers[same[0]?.[0] ?? name] = same.map(([, value]) => sendableValue(value));
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
export const loopbackOrigin = (port: number, { tls }: Pick<LoopbackRequest, 'tls'>): string =>
  `${tls ? 'https' : 'http'}://127.0.0.1:${port}`;

/** Browsers use HTTP/2 only over TLS, and ask for the name in their address bar. */
export const opensInBrowser = ({ http2, tls }: Pick<LoopbackRequest, 'http2' | 'tls'>): boolean =>
  tls ? tls.serverName === undefined : !http2;

/** The name that the client asks for in the TLS handshake (SNI). Undefined if none is known: an IP address is not sent. */
export function sendableServerName({ host, tls }: Pick<LoopbackRequest, 'host' | 'tls'>): string | undefined {
  const name = tls?.serverName ?? host?.replace(/:\d+$/, '');
  return name !== undefined && /^(?=.*[a-z])[a-z\d_.-]+$/i.test(name) ? name : undefined;
}
