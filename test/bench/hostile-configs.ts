// Configs with many diagnostics.
import { type HostileInput, clusters, lines, listener, one, resources, router, routes } from './hostile-parts.ts';

export const configInputs: readonly HostileInput[] = [
  ['clusters of one name', 25_000, (n) => one(clusters(n, () => '  - { name: a, type: STATIC }'))],
  ['clusters that nobody uses', 25_000, (n) => one(clusters(n, (i) => `  - { name: cluster_${i}, type: STATIC }`))],
  ['clusters without a name', 25_000, (n) => one(clusters(n, () => '  - { type: STATIC }'))],
  ['clusters with a wrong type', 25_000, (n) => one(clusters(n, (i) => `  - { name: c${i}, type: STATICC }`))],
  [
    'listeners of one address',
    5000,
    (n) =>
      one(
        resources(
          '  listeners:',
          lines(n, (i) => `  - { name: l${i}, address: { socket_address: { address: 0.0.0.0, port_value: 80 } } }`),
        ),
      ),
  ],
  [
    'listeners of overlapping addresses',
    5000,
    (n) =>
      one(
        resources(
          '  listeners:',
          lines(
            n,
            (i) =>
              `  - { name: l${i}, address: { socket_address: { address: ${i % 2 ? '0.0.0.0' : `10.0.${(i >> 8) % 256}.${i % 256}`}, port_value: 80 } } }`,
          ),
        ),
      ),
  ],
  [
    'routes to clusters that are not there',
    10_000,
    (n) =>
      one(
        routes(
          '  - name: a',
          '    domains: ["*"]',
          '    routes:',
          lines(n, (i) => `    - { match: { prefix: "/${i}" }, route: { cluster: cluster_${i} } }`),
        ),
      ),
  ],
  [
    'routes and clusters of nearly the same names',
    5000,
    (n) =>
      one(
        `${routes(
          '  - name: a',
          '    domains: ["*"]',
          '    routes:',
          lines(n, (i) => `    - { match: { prefix: "/${i}" }, route: { cluster: cluster_${i}x } }`),
        )}  clusters:\n${lines(n, (i) => `  - { name: cluster_${i}y, type: STATIC }`)}\n`,
      ),
  ],
  [
    'routes behind one that takes all',
    10_000,
    (n) =>
      one(
        routes(
          '  - name: a',
          '    domains: ["*"]',
          '    routes:',
          '    - { match: { prefix: "/" }, direct_response: { status: 200 } }',
          lines(n, (i) => `    - { match: { prefix: "/${i}" }, direct_response: { status: 200 } }`),
        ),
      ),
  ],
  [
    'routes that shadow none',
    10_000,
    (n) =>
      one(
        routes(
          '  - name: a',
          '    domains: ["*"]',
          '    routes:',
          lines(n, (i) => `    - { match: { prefix: "/${i}/" }, direct_response: { status: 200 } }`),
        ),
      ),
  ],
  [
    'hosts of one name and domain',
    10_000,
    (n) => one(routes(lines(n, () => '  - { name: a, domains: ["*"], routes: [] }'))),
  ],
  [
    'domains',
    25_000,
    (n) =>
      one(
        routes(
          '  - name: a',
          '    domains:',
          lines(n, (i) => `    - "${i}.example.com"`),
          '    routes: []',
        ),
      ),
  ],
  [
    'filters of one name',
    5000,
    (n) =>
      one(
        listener('x: 1').replace(
          'http_filters:',
          `http_filters:\n${lines(n, () => `          - { name: envoy.filters.http.router, typed_config: { "@type": ${router} } }`)}`,
        ),
      ),
  ],
  [
    'filter chains without a match',
    5000,
    (n) =>
      one(
        resources(
          '  listeners:',
          '  - name: a',
          '    address: { socket_address: { address: 0.0.0.0, port_value: 80 } }',
          '    filter_chains:',
          lines(n, (i) => `    - { name: c${i}, filters: [] }`),
        ),
      ),
  ],
  [
    'endpoints of hostnames',
    10_000,
    (n) =>
      one(
        clusters(
          1,
          () =>
            `  - name: a\n    type: STATIC\n    load_assignment:\n      cluster_name: a\n      endpoints:\n      - lb_endpoints:\n${lines(n, (i) => `        - endpoint: { address: { socket_address: { address: host${i}, port_value: 80 } } }`)}`,
        ),
      ),
  ],
  [
    'a duration of numbers and units',
    10_000,
    (n) => one(clusters(1, () => `  - { name: a, type: STATIC, connect_timeout: "${'10s'.repeat(n)}!" }`)),
  ],
  [
    'a duration of digits',
    50_000,
    (n) => one(clusters(1, () => `  - { name: a, type: STATIC, connect_timeout: "${'1'.repeat(n)}x" }`)),
  ],
  [
    'a number of digits',
    50_000,
    (n) =>
      one(clusters(1, () => `  - { name: a, type: STATIC, per_connection_buffer_limit_bytes: ${'1'.repeat(n)}x }`)),
  ],
  [
    'a header of percent signs',
    25_000,
    (n) =>
      one(
        routes(
          `  - { name: a, domains: ["*"], request_headers_to_add: [{ header: { key: a, value: "${'%'.repeat(n)}" } }] }`,
        ),
      ),
  ],
  [
    'a header of commands',
    10_000,
    (n) =>
      one(
        routes(
          `  - { name: a, domains: ["*"], request_headers_to_add: [{ header: { key: a, value: "${'%REQ('.repeat(n)}" } }] }`,
        ),
      ),
  ],
];
