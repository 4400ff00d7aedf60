import type { Location } from 'vscode-languageserver-types';
import type { RequestTrace, TracedCluster } from '../../../server/src/protocol.ts';
import type { L10n } from '../deploy/l10n.ts';
import type { AccessLogEntry } from './access-log-entry.ts';
import { byWeight, flagMeaning } from './response-flags.ts';

/** The way of a request through Envoy, and who answered it. */
export interface RequestPath {
  readonly steps: readonly PathStep[];
  readonly verdict: Verdict;
}

export interface PathStep {
  readonly label: string;
  readonly text: string;
  /** Where it is written. */
  readonly location?: Location;
}

/** Who answered, and why, in a sentence. */
export interface Verdict {
  readonly by: 'app' | 'envoy' | 'unknown';
  readonly sentence: string;
  readonly location?: Location;
  /** What else is known about the cause, each with its place. */
  readonly hints: readonly { readonly sentence: string; readonly location?: Location }[];
}

/** What is needed to read the access log of a run. */
export interface PathFacts {
  readonly trace: RequestTrace;
  /** The ports of endpoints in this run, by the port in the file. */
  readonly upstreams: ReadonlyMap<number, number>;
}

/** An endpoint as it is written in the file. */
interface WrittenEndpoint {
  readonly text: string;
  readonly port?: number;
  readonly location?: Location;
}

/** The path of a request, from the log entries of the listeners that it passed. Undefined if nothing was logged. */
export function requestPath(hops: readonly AccessLogEntry[], facts: PathFacts, l10n: L10n): RequestPath | undefined {
  const last = hops.at(-1);
  if (!last) return undefined;
  return { steps: hops.flatMap((hop) => stepsOf(hop, facts, l10n)), verdict: verdictOf(last, facts, l10n) };
}

function stepsOf(hop: AccessLogEntry, facts: PathFacts, l10n: L10n): PathStep[] {
  const { trace } = facts;
  const chain = trace.chains[hop.chain];
  const route = routeOf(hop, trace);
  const cluster = clusterOf(hop, trace);
  const endpoint = hop.endpoint === undefined ? undefined : writtenEndpoint(hop.endpoint, cluster, facts, l10n);
  const { originalPath, attempts } = hop;
  const rewritten = originalPath !== undefined && originalPath !== hop.path;
  const none = l10n.t('no route matches');
  const routeName = route ? named(route.match, route.name) : (hop.routeName ?? (hop.flags.includes('NR') ? none : ''));
  const steps: (PathStep | false)[] = [
    {
      label: l10n.t('Listener'),
      text: named(chain?.listener ?? '', chain?.filterChain),
      location: chain?.location,
    },
    { label: l10n.t('Virtual host'), text: route?.virtualHost ?? '' },
    { label: l10n.t('Route'), text: routeName, location: route?.location },
    rewritten && { label: l10n.t('Rewritten'), text: `${originalPath} → ${hop.path}` },
    { label: l10n.t('Cluster'), text: hop.cluster ?? '', location: cluster?.location },
    { label: l10n.t('Endpoint'), text: endpoint?.text ?? '', location: endpoint?.location },
    attempts > 1 && { label: l10n.t('Attempts'), text: `${attempts}` },
    { label: l10n.t('Time in Envoy'), text: l10n.t('{0} ms', hop.durationMs) },
    hop.flags.length > 0 && { label: l10n.t('Response flags'), text: hop.flags.join(', ') },
  ];
  return steps.filter((step) => step !== false && step.text !== '') as PathStep[];
}

const named = (text: string, name: string | undefined): string => (name ? `${text} (${name})` : text);

function routeOf({ route, routeName }: AccessLogEntry, { routes }: RequestTrace) {
  if (route !== undefined) return routes[route];
  const [only, ...others] = routes.filter(({ name }) => name !== undefined && name === routeName);
  return others.length === 0 ? only : undefined;
}

const clusterOf = ({ cluster }: AccessLogEntry, { clusters }: RequestTrace): TracedCluster | undefined =>
  clusters.find(({ name }) => name === cluster);

/** The endpoint in the file to which the address of the run belongs. */
function writtenEndpoint(
  address: string,
  cluster: TracedCluster | undefined,
  { upstreams }: PathFacts,
  l10n: L10n,
): WrittenEndpoint {
  const [, host, port] = /^(.*):(\d+)$/.exec(address) ?? [];
  const endpoints = cluster?.endpoints ?? [];
  const moved = endpoints.filter((one) => host === '127.0.0.1' && upstreams.get(one.port) === Number(port));
  const same = endpoints.filter((one) => `${one.address}:${one.port}` === address);
  const [meant, ...others] = [moved, same, endpoints].find(({ length }) => length > 0) ?? [];
  if (!meant || others.length > 0) return { text: address };
  const written = `${meant.address}:${meant.port}`;
  const text = written === address ? written : l10n.t('{0} ({1} in this run)', written, address);
  return { text, port: meant.port, location: meant.location };
}

function verdictOf(hop: AccessLogEntry, facts: PathFacts, l10n: L10n): Verdict {
  return flagVerdict(hop, facts, l10n) ?? plainVerdict(hop, facts, l10n);
}

function flagVerdict(hop: AccessLogEntry, facts: PathFacts, l10n: L10n): Verdict | undefined {
  const { trace } = facts;
  const cluster = clusterOf(hop, trace);
  const endpoint = hop.endpoint === undefined ? undefined : writtenEndpoint(hop.endpoint, cluster, facts, l10n);
  const meanings = byWeight(hop.flags).flatMap((flag) => {
    const told = {
      listener: trace.chains[hop.chain]?.listener ?? '',
      cluster: hop.cluster ?? '',
      endpoint: endpoint?.text ?? l10n.t('the app'),
      request: `${hop.method} ${hop.authority}${hop.originalPath ?? hop.path}`,
      attempts: hop.attempts,
      transportFailure: hop.transportFailure ?? '',
      details: hop.details ?? '',
    };
    return flagMeaning(flag, told, l10n) ?? [];
  });
  const [first, ...more] = meanings;
  if (!first) return undefined;
  const places = {
    chain: trace.chains[hop.chain]?.location,
    route: routeOf(hop, trace)?.location,
    cluster: cluster?.location,
    endpoint: endpoint?.location ?? cluster?.location,
  };
  const rest = more.map(({ sentence, part }) => ({ sentence, location: places[part] }));
  const ports = hop.flags.includes('UF') ? portHints(endpoint?.port, trace, l10n) : [];
  const by = hop.details === 'via_upstream' ? 'app' : 'envoy';
  return { by, sentence: first.sentence, location: places[first.part], hints: [...rest, ...ports] };
}

/** The ports that the containers declare, if the port of the endpoint is not among them. */
function portHints(port: number | undefined, { appPorts }: RequestTrace, l10n: L10n): Verdict['hints'] {
  if (port === undefined || appPorts.some((declared) => declared.port === port)) return [];
  return appPorts.map(({ container, port: declared, location }) => ({
    sentence: l10n.t('Container {0} declares containerPort {1}.', container, String(declared)),
    location,
  }));
}

/** What Envoy's `%RESPONSE_CODE_DETAILS%` says about a response without flags. */
function plainVerdict(hop: AccessLogEntry, facts: PathFacts, l10n: L10n): Verdict {
  const { details = '', status } = hop;
  const cluster = clusterOf(hop, facts.trace);
  const route = routeOf(hop, facts.trace);
  if (details === 'via_upstream') {
    const endpoint = hop.endpoint && writtenEndpoint(hop.endpoint, cluster, facts, l10n).text;
    const sentence = l10n.t('Endpoint {0} answered with {1}, not Envoy.', endpoint ?? hop.cluster ?? '', status);
    return { by: 'app', sentence, hints: [] };
  }
  if (details === 'direct_response') {
    const sentence = l10n.t('The route answered with {0}. The request was not sent to a cluster.', status);
    return { by: 'envoy', sentence, location: route?.location, hints: [] };
  }
  const sentence = l10n.t('Envoy answered with {0}, not the app: {1}', status, details.replaceAll('_', ' '));
  return { by: 'envoy', sentence, location: facts.trace.chains[hop.chain]?.location, hints: [] };
}
