import type { L10n } from '../deploy/l10n.ts';

/** The part of the config that a flag is about. */
export type FlagPart = 'chain' | 'route' | 'cluster' | 'endpoint';

export interface FlagFacts {
  readonly listener: string;
  readonly cluster: string;
  readonly endpoint: string;
  /** `GET example.com/path` */
  readonly request: string;
  readonly attempts: number;
  /** `%UPSTREAM_TRANSPORT_FAILURE_REASON%` */
  readonly transportFailure: string;
  /** `%RESPONSE_CODE_DETAILS%` */
  readonly details: string;
}

export interface FlagMeaning {
  readonly part: FlagPart;
  readonly sentence: string;
}

/**
 * What a response flag of Envoy means for a request, and which part of the config it is about. Undefined for flags that are no
 * failure or that are not known. The flags are described under `%RESPONSE_FLAGS%` in Envoy's documentation of access logs.
 */
export function flagMeaning(flag: string, facts: FlagFacts, l10n: L10n): FlagMeaning | undefined {
  return upstreamFlag(flag, facts, l10n) ?? routeFlag(flag, facts, l10n) ?? filterFlag(flag, facts, l10n);
}

/** The flags of one response, the one that explains it first. `URX` only says that there were several attempts. */
export const byWeight = (flags: readonly string[]): readonly string[] =>
  flags.toSorted((a, b) => Number(a === 'URX') - Number(b === 'URX'));

function upstreamFlag(flag: string, facts: FlagFacts, l10n: L10n): FlagMeaning | undefined {
  const { cluster, endpoint } = facts;
  switch (flag) {
    case 'UF':
      return { part: 'endpoint', sentence: connectionFailure(facts, l10n) };
    case 'UC':
      return {
        part: 'endpoint',
        sentence: l10n.t('{0} closed the connection before it had answered.', endpoint),
      };
    case 'UR':
      return { part: 'endpoint', sentence: l10n.t('{0} reset the request before it had answered.', endpoint) };
    case 'UPE':
      return {
        part: 'cluster',
        sentence: l10n.t(
          'The answer of {0} is not valid for the HTTP version of cluster {1}. Check that the app uses the same version.',
          endpoint,
          cluster,
        ),
      };
    case 'UH':
      return {
        part: 'cluster',
        sentence: l10n.t(
          'Cluster {0} has no healthy endpoint. Check that it has endpoints and that its health checks pass.',
          cluster,
        ),
      };
    case 'UO':
      return {
        part: 'cluster',
        sentence: l10n.t('Cluster {0} has more requests than its circuit_breakers allow.', cluster),
      };
    case 'DF':
      return {
        part: 'cluster',
        sentence: l10n.t('The host name of an endpoint of cluster {0} could not be resolved.', cluster),
      };
    case 'LR':
      return { part: 'cluster', sentence: l10n.t('Envoy reset the request to {0}.', endpoint) };
    default:
      return undefined;
  }
}

function connectionFailure({ endpoint, transportFailure, details }: FlagFacts, l10n: L10n): string {
  if (/connection_refused/i.test(transportFailure)) {
    return l10n.t('Connection refused at {0}. Nothing listens there.', endpoint);
  }
  if (/WRONG_VERSION_NUMBER/i.test(transportFailure)) {
    return l10n.t('The cluster uses TLS, but {0} does not.', endpoint);
  }
  if (/TLS_error/i.test(transportFailure)) {
    const reason = transportFailure.replaceAll('_', ' ');
    return l10n.t('The TLS connection to {0} failed: {1}', endpoint, reason);
  }
  if (/connection_timeout/i.test(details)) {
    return l10n.t('{0} did not accept the connection within the connect_timeout of the cluster.', endpoint);
  }
  return l10n.t('The connection to {0} failed.', endpoint);
}

function routeFlag(flag: string, facts: FlagFacts, l10n: L10n): FlagMeaning | undefined {
  const { listener, cluster, endpoint, request, attempts } = facts;
  switch (flag) {
    case 'NR':
      return {
        part: 'chain',
        sentence: l10n.t('No route of listener {0} matches {1}.', listener, request),
      };
    case 'NC':
      return { part: 'route', sentence: l10n.t('The cluster of the route does not exist.') };
    case 'UT':
      return {
        part: 'route',
        sentence: l10n.t(
          '{0} did not answer within the timeout of the route, which is 15 seconds if it is not written.',
          endpoint,
        ),
      };
    case 'URX':
      return {
        part: 'route',
        sentence: l10n.t('All {0} attempts to reach cluster {1} failed.', attempts, cluster),
      };
    case 'UMSDR':
    case 'DT':
      return { part: 'route', sentence: l10n.t('The request took longer than its maximum duration.') };
    case 'SI':
      return { part: 'chain', sentence: l10n.t('Nothing was sent for longer than the stream_idle_timeout.') };
    case 'DC':
      return { part: 'chain', sentence: l10n.t('The client closed the connection before there was an answer.') };
    case 'DPE':
      return { part: 'chain', sentence: l10n.t('The request is not valid HTTP.') };
    default:
      return undefined;
  }
}

function filterFlag(flag: string, { details }: FlagFacts, l10n: L10n): FlagMeaning | undefined {
  const sentences: Readonly<Record<string, () => string>> = {
    FI: () => l10n.t('The fault filter answered instead of the app.'),
    DI: () => l10n.t('The fault filter delayed the request.'),
    RL: () => l10n.t('A rate limit rejected the request.'),
    RLSE: () => l10n.t('The rate limit service could not be reached, so Envoy rejected the request.'),
    UAEX: () => l10n.t('The external authorization rejected the request, or could not be reached ({0}).', details),
    IH: () => l10n.t('A header of the request has a value that the config does not allow.'),
    LH: () => l10n.t('The health check filter answered, because this Envoy is not healthy.'),
    OM: () => l10n.t('The overload manager rejected the request.'),
    DO: () => l10n.t('The drop_overload of the cluster dropped the request.'),
  };
  const sentence = sentences[flag]?.();
  return sentence === undefined ? undefined : { part: 'chain', sentence };
}
