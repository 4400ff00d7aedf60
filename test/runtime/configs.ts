/** Parts of configs, as plain values: the tests change one thing in them. */

export type Fields = Readonly<Record<string, unknown>>;

export const typed = (type: string, fields: Fields = {}): Fields => ({
  '@type': `type.googleapis.com/${type}`,
  ...fields,
});

export const httpFilters = 'envoy.extensions.filters.http';
const manager = 'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager';

export const router: Fields = { name: 'router', typed_config: typed(`${httpFilters}.router.v3.Router`) };

export const filter = (name: string, type: string, fields: Fields = {}): Fields => ({
  name,
  typed_config: typed(`${httpFilters}.${type}`, fields),
});

export const ok: Fields = { direct_response: { status: 200, body: { inline_string: 'ok' } } };
export const all: Fields = { match: { prefix: '/' }, ...ok };

export const virtualHost = (routes: readonly Fields[], fields: Fields = {}): Fields => ({
  name: 'all',
  domains: ['*'],
  routes,
  ...fields,
});

/** A connection manager with these routes. */
export const http = (routes: readonly Fields[], fields: Fields = {}): Fields => ({
  name: 'http',
  typed_config: typed(manager, {
    stat_prefix: 'http',
    http_filters: [router],
    ...(routes.length > 0 && { route_config: { name: 'local', virtual_hosts: [virtualHost(routes)] } }),
    ...fields,
  }),
});

const socket = (port: number): Fields => ({ socket_address: { address: '127.0.0.1', port_value: port } });

export const listener = (filters: readonly Fields[], chain: Fields = {}, fields: Fields = {}): Fields => ({
  name: 'web',
  address: socket(0),
  filter_chains: [{ filters, ...chain }],
  ...fields,
});

export const cluster = (name: string, port: number, fields: Fields = {}): Fields => ({
  name,
  type: 'STATIC',
  connect_timeout: '1s',
  load_assignment: { cluster_name: name, endpoints: [{ lb_endpoints: [{ endpoint: { address: socket(port) } }] }] },
  ...fields,
});

export const bootstrap = (listeners: readonly Fields[], clusters: readonly Fields[] = []): Fields => ({
  static_resources: { listeners, clusters },
});

/** A server that has only routes. */
export const web = (routes: readonly Fields[], fields: Fields = {}, clusters: readonly Fields[] = []): Fields =>
  bootstrap([listener([http(routes, fields)])], clusters);
