// Generated bootstraps, the same ones every time; every name in them exists.

const words = [
  'alpha',
  'bravo',
  'cart',
  'delta',
  'edge',
  'frontend',
  'gateway',
  'inventory',
  'ledger',
  'metrics',
  'orders',
  'payments',
  'quota',
  'reviews',
  'search',
  'tenant',
  'users',
  'vault',
];
const routesPerHost = 10;

/** mulberry32: a small generator of pseudo-random numbers in [0, 1). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const clusterName = (i: number): string => `${words[i % words.length]}_service_${i}`;
const hostName = (i: number): string => clusterName(i).replace(/_/g, '-');
const indent = (lines: readonly string[], by: number): readonly string[] => lines.map((line) => ' '.repeat(by) + line);

/** How much a bootstrap has of each; `routes`: of each listener. */
export interface BootstrapSize {
  readonly clusters: number;
  readonly listeners: number;
  readonly routes: number;
  /** Equal seeds make equal texts. */
  readonly seed: number;
}

/** An Envoy bootstrap; every name it refers to exists. */
export function bootstrap({ clusters, listeners, routes, seed }: BootstrapSize): string {
  const random = randomFrom(seed),
    below = (n: number) => Math.floor(random() * n),
    pick = (list: readonly string[]) => list[below(list.length)] ?? '';

  function route(k: number): string[] {
    const lines = ['- match:', `    prefix: "/${pick(words)}/v${1 + below(3)}/${k}"`];
    if (random() < 0.4)
      lines.push(
        '    headers:',
        '    - name: x-env',
        '      string_match:',
        `        exact: ${pick(['prod', 'staging', 'canary'])}`,
      );
    if (random() < 0.25 && clusters > 1) {
      lines.push('  route:', '    weighted_clusters:', '      clusters:');
      for (const weight of [90, 10])
        lines.push(`      - name: ${clusterName(below(clusters))}`, `        weight: ${weight}`);
    } else {
      lines.push('  route:', `    cluster: ${clusterName(below(clusters))}`);
    }
    lines.push(`    timeout: ${1 + below(30)}s`);
    if (random() < 0.5)
      lines.push(
        '    retry_policy:',
        '      retry_on: 5xx,reset',
        '      num_retries: 2',
        '      per_try_timeout: 0.5s',
      );
    if (random() < 0.2) lines.push('    prefix_rewrite: "/"  # strip the prefix');
    return lines;
  }

  function virtualHost(l: number, v: number): string[] {
    const lines = [
      `- name: vh_${l}_${v}`,
      `  domains: ["${pick(words)}-${v}.example.com", "${pick(words)}-${v}.${l}.internal:*"]`,
      '  routes:',
    ];
    for (let k = v * routesPerHost; k < Math.min(routes, (v + 1) * routesPerHost); k++)
      lines.push(...indent(route(k), 2));
    return lines;
  }

  function filter(name: string, message: string, ...fields: readonly string[]): string[] {
    return [
      `- name: ${name}`,
      '  typed_config:',
      `    "@type": type.googleapis.com/${message}`,
      ...fields.map((field) => `    ${field}`),
    ];
  }

  function httpFilters(l: number): string[] {
    const router = filter('envoy.filters.http.router', 'envoy.extensions.filters.http.router.v3.Router');
    if (l % 3 === 1)
      return [...filter('envoy.filters.http.cors', 'envoy.extensions.filters.http.cors.v3.Cors'), ...router];
    if (l % 3 === 2)
      return [
        ...filter(
          'envoy.filters.http.local_ratelimit',
          'envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit',
          'stat_prefix: rl',
          'token_bucket: { max_tokens: 100, tokens_per_fill: 100, fill_interval: 1s }',
        ),
        ...router,
      ];
    return router;
  }

  function listener(l: number): string[] {
    const lines = [
      `# listener ${l}: ${pick(words)} traffic`,
      `- name: listener_${l}`,
      '  address:',
      '    socket_address:',
      '      address: 0.0.0.0',
      `      port_value: ${10000 + l}`,
      '  filter_chains:',
      '  - filters:',
    ];
    const manager = filter(
      'envoy.filters.network.http_connection_manager',
      'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
      `stat_prefix: ingress_http_${l}`,
      'codec_type: AUTO',
      'use_remote_address: true',
      'access_log:',
      ...filter('envoy.access_loggers.stdout', 'envoy.extensions.access_loggers.stream.v3.StdoutAccessLog'),
      'route_config:',
      `  name: local_route_${l}`,
      '  virtual_hosts:',
    );
    for (let v = 0; v * routesPerHost < routes; v++) manager.push(...indent(virtualHost(l, v), 6));
    return [...lines, ...indent([...manager, '    http_filters:', ...indent(httpFilters(l), 4)], 4)];
  }

  function cluster(c: number): string[] {
    const lines = c % 5 === 0 ? [`# upstream group ${c / 5}`] : [];
    lines.push(
      `- name: ${clusterName(c)}`,
      `  connect_timeout: ${0.25 + (c % 4) * 0.25}s`,
      '  type: STRICT_DNS',
      '  dns_lookup_family: V4_ONLY',
      `  lb_policy: ${pick(['ROUND_ROBIN', 'LEAST_REQUEST', 'RANDOM'])}`,
    );
    if (c % 2)
      lines.push(
        '  circuit_breakers:',
        '    thresholds:',
        '    - priority: DEFAULT',
        `      max_connections: ${100 * (1 + (c % 9))}`,
        '      max_requests: 1000',
      );
    if (c % 3 === 0) {
      const options = 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions';
      lines.push(
        '  typed_extension_protocol_options:',
        `    ${options}:`,
        `      "@type": type.googleapis.com/${options}`,
        '      explicit_http_config:',
        '        http2_protocol_options: {}',
      );
    }
    lines.push('  load_assignment:', `    cluster_name: ${clusterName(c)}`, '    endpoints:', '    - lb_endpoints:');
    for (let e = 0; e <= c % 2; e++)
      lines.push(
        '      - endpoint:',
        '          address:',
        '            socket_address:',
        `              address: host${e}.${hostName(c)}.example.com`,
        `              port_value: ${8000 + (c % 1000)}`,
      );
    if (c % 4 === 0)
      lines.push(
        '  transport_socket:',
        '    name: envoy.transport_sockets.tls',
        '    typed_config:',
        '      "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext',
        `      sni: ${hostName(c)}.example.com`,
      );
    return lines;
  }

  const lines = [
    'admin:',
    '  address:',
    '    socket_address: { address: 127.0.0.1, port_value: 9901 }',
    'node:',
    '  id: bench-node',
    '  cluster: bench-cluster',
    'static_resources:',
    '  listeners:',
  ];
  for (let l = 0; l < listeners; l++) lines.push(...indent(listener(l), 2));
  lines.push('  clusters:');
  for (let c = 0; c < clusters; c++) lines.push(...indent(cluster(c), 2));
  return `${lines.join('\n')}\n`;
}
