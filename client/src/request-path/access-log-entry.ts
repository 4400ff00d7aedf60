/**
 * A line of the access log that a local run adds to its copy of the config (`request-trace.ts` of the server). What Envoy does not
 * know is absent.
 */
export interface AccessLogEntry {
  /** Position in the `chains` of the trace. */
  readonly chain: number;
  /** The address that the request came from, e.g. `127.0.0.1:41096`. */
  readonly from: string;
  /** The address from which Envoy sent the request on. */
  readonly to?: string;
  /** Position in the `routes` of the trace. */
  readonly route?: number;
  readonly routeName?: string;
  readonly cluster?: string;
  /** The address of the endpoint, e.g. `127.0.0.1:8080`. */
  readonly endpoint?: string;
  readonly method: string;
  readonly authority: string;
  /** The path that the endpoint got. */
  readonly path: string;
  /** The path of the request, if a route has rewritten it. */
  readonly originalPath?: string;
  readonly status: number;
  /** Why there was this status, e.g. `via_upstream` or `route_not_found`. */
  readonly details?: string;
  /** As Envoy abbreviates them, e.g. `UF`. */
  readonly flags: readonly string[];
  readonly transportFailure?: string;
  readonly attempts: number;
  readonly durationMs: number;
}

/** The entries of a log in JSON, in its order. Lines that are incomplete or of another kind are left out. */
export function accessLogEntries(log: string): readonly AccessLogEntry[] {
  return log.split('\n').flatMap((line) => {
    const fields = parsed(line);
    const entry = fields && entryOf(fields);
    return entry ? [entry] : [];
  });
}

/**
 * The entries of one request: that of the connection from `localPort`, and those of the listeners to which Envoy sent it on.
 * The log has the last listener first.
 */
export function hopsOf(entries: readonly AccessLogEntry[], localPort: number): readonly AccessLogEntry[] {
  const hops: AccessLogEntry[] = [];
  let from: string | undefined = `127.0.0.1:${localPort}`;
  while (from !== undefined) {
    const next = entries.findLast((entry) => entry.from === from && !hops.includes(entry));
    if (next) hops.push(next);
    from = next?.to;
  }
  return hops;
}

type Fields = Readonly<Record<string, unknown>>;

function parsed(line: string): Fields | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as Fields) : undefined;
  } catch {
    return undefined;
  }
}

function entryOf(fields: Fields): AccessLogEntry | undefined {
  const chain = numberIn(fields.chain);
  const from = textIn(fields.from);
  const status = numberIn(fields.status);
  if (chain === undefined || from === undefined || status === undefined) return undefined;
  return {
    chain,
    from,
    to: textIn(fields.to),
    route: numberIn(fields.route),
    routeName: textIn(fields.routeName),
    cluster: textIn(fields.cluster),
    endpoint: textIn(fields.endpoint),
    method: textIn(fields.method) ?? '',
    authority: textIn(fields.authority) ?? '',
    path: textIn(fields.path) ?? '',
    originalPath: textIn(fields.originalPath),
    status,
    details: textIn(fields.details),
    flags: (textIn(fields.flags) ?? '').split(',').filter((flag) => flag !== ''),
    transportFailure: textIn(fields.transportFailure),
    attempts: numberIn(fields.attempts) ?? 0,
    durationMs: numberIn(fields.durationMs) ?? 0,
  };
}

/** Envoy writes `null` or `-` for what it does not know. */
const textIn = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' && value !== '-' ? value : undefined;

function numberIn(value: unknown): number | undefined {
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' ? number : undefined;
}
