import type {
  EnvoyAdmin,
  EnvoyCluster,
  EnvoyConfig,
  EnvoyListener,
  EnvoyRoute,
  FilterChain,
  NetworkFilter,
  SocketAddress,
  VirtualHost,
} from '../envoy/envoy-config.ts';
import { field } from '../envoy/envoy-field.ts';
import { envoyString } from '../envoy/envoy-scalar.ts';
import { matchText } from '../envoy/route-text.ts';
import { actionText } from './route-action.ts';
import { message } from '../rules/message.ts';
import type { YamlMap } from '../yaml/syntax/yaml-node.ts';
import { placeOf } from '../yaml/syntax/yaml-path.ts';
import { type DocumentSymbol, symbol } from './document-symbol.ts';

/** The outline of a bootstrap: the admin, listeners down to their routes, clusters with their endpoints. */
export function envoySymbols({ root, admin, listeners, clusters }: EnvoyConfig): DocumentSymbol[] {
  const adminSymbols = admin ? [adminSymbol(root, admin)] : [];
  return [...adminSymbols, ...listeners.map(listenerSymbol), ...clusters.map(clusterSymbol)];
}

/** With its key, as an item of a list has its first line. */
function adminSymbol(root: YamlMap, { node, address }: EnvoyAdmin): DocumentSymbol {
  const found = symbol('admin', 'admin', addressText(address), node);
  const key = root.entries.find(({ value }) => value === node)?.key;
  const isBefore = key && placeOf(key).start <= found.range.start;
  return isBefore
    ? { ...found, range: { start: placeOf(key).start, end: found.range.end }, selection: placeOf(key) }
    : found;
}

const addressText = (address: SocketAddress | undefined): string =>
  address ? `${address.address?.value ?? ''}:${address.port?.value ?? '?'}` : '';

/** Filter chains are shown only if there are several. */
export function listenerSymbol({ node, name, addresses, filterChains }: EnvoyListener): DocumentSymbol {
  const [only, ...more] = filterChains;
  const children = more.length > 0 ? filterChains.map(chainSymbol) : (only?.filters ?? []).map(filterSymbol);
  return symbol('listener', name?.value ?? '', addressText(addresses[0]), node, children, name?.at);
}

function chainSymbol({ node, filters }: FilterChain, index: number): DocumentSymbol {
  const name = envoyString(field(node, 'name'))?.value || message('filter chain {0}', index + 1);
  return symbol('filterChain', name, message('filter chain'), node, filters.map(filterSymbol));
}

function filterSymbol({ node, name, type, routeConfig }: NetworkFilter): DocumentSymbol {
  const hosts = (routeConfig?.virtualHosts ?? []).map(hostSymbol);
  return symbol('filter', type ?? name?.value ?? '', message('filter'), node, hosts, name?.at);
}

function hostSymbol({ node, domains, routes }: VirtualHost): DocumentSymbol {
  const name = domains.map(({ value }) => value).join(', ');
  return symbol('virtualHost', name, message('virtual host'), node, routes.map(routeSymbol));
}

export function routeSymbol(route: EnvoyRoute): DocumentSymbol {
  return symbol('route', matchText(route), actionText(route), route.node);
}

export function clusterSymbol({ node, name, type, endpoints }: EnvoyCluster): DocumentSymbol {
  const places = endpoints.map((endpoint) =>
    symbol('endpoint', addressText(endpoint.address), message('endpoint'), endpoint.node),
  );
  return symbol('cluster', name?.value ?? '', type?.value ?? '', node, places, name?.at);
}
