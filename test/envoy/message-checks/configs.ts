/** Small bootstraps for the checks of messages; each takes the lines that matter, and leaves the rest valid. */
import type { SeverityOverrides } from '../../../server/src/analysis/index.ts';
import { filtered, httpFilter, managed, routerFilter } from '../../rules/envoy/filtered.ts';

/** Findings of other rules. */
export const quiet: SeverityOverrides = {
  'envoy/limit-not-enforced': 'off',
  'envoy/per-route-name-unknown': 'off',
  'envoy/unused-cluster': 'off',
  'envoy/deprecated-field': 'off',
  'envoy/dns-cluster-without-endpoints': 'off',
  'envoy/http2-to-grpc-missing': 'off',
  'envoy/tls-without-validation': 'off',
};

export const bootstrap = (...lines: readonly string[]): string => `#- /envoy.yaml\n${lines.join('\n')}\n`;

export const cluster = (fields: string): string =>
  bootstrap('static_resources:', '  clusters:', `    - { name: app, ${fields} }`);

/** A cluster with one endpoint. */
export const endpoint = (type: string, fields: string): string =>
  cluster(
    `${type}load_assignment: { cluster_name: app, endpoints: [{ lb_endpoints: [{ endpoint: { ${fields} } }] }] }`,
  );

export const listener = (fields: string): string =>
  bootstrap('static_resources:', '  listeners:', `    - { name: web, ${fields} }`);

export const tcp = 'address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }';
export const udp = 'address: { socket_address: { protocol: UDP, address: 0.0.0.0, port_value: 8080 } }';

/** A listener with these network filters, one line each. */
export const network = (...filters: readonly string[]): string =>
  listener(`${tcp}, filter_chains: [{ filters: [${filters.join(', ')}] }]`);

export const extension = (type: string, fields = ''): string =>
  `{ name: one, typed_config: { "@type": type.googleapis.com/${type}${fields && `, ${fields}`} } }`;

export const tcpProxy = extension(
  'envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy',
  'stat_prefix: a, cluster: app',
);

/** An HTTP filter before the router, by its folder and message. */
export const http = (type: string, fields = ''): string =>
  filtered(httpFilter('one', type).replace(/ \} \}$/, `${fields && `, ${fields}`} } }`), routerFilter);

/** Lines of an HttpConnectionManager with a router. */
export const manager = (fields: string): string =>
  managed(`                ${fields}\n                http_filters: [${routerFilter}]\n`);

/** A cluster with TLS. */
export const upstreamTls = (fields: string): string =>
  cluster(`transport_socket: ${extension('envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext', fields)}`);

/** The expectation of one error at a text, or at its nth occurrence. */
export const error = (at: string, code: string, nth = 1): string =>
  `#? error envoy/${code} at "${at}"${nth > 1 ? `#${nth}` : ''}\n`;
