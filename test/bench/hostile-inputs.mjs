// What is measured by `npm run bench -- --hostile`: texts that make a careless program slow, made larger by a number. Each entry
// gives its files for a size, the edited one first; the others lie in the workspace. `limit` says where it differs from the others'.
import { bootstrap } from './generate.mjs';
import { hostileWorkspaces } from './hostile-workspaces.mjs';

const lines = (count, line) => Array.from({ length: count }, (_, i) => line(i)).join('\n');
const one = (text, name = 'envoy.yaml') => [[name, text]];
const indented = (text, by) => text.replace(/^(?=.)/gm, ' '.repeat(by));

/** A text as a config in a ConfigMap. */
const inConfigMap = (text) =>
  one(
    `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: envoy }\ndata:\n  envoy.yaml: |\n${indented(text, 4)}`,
    'config-map.yaml',
  );

const resources = (...parts) => `static_resources:\n${parts.join('\n')}\n`;
const clusters = (count, cluster) => resources('  clusters:', lines(count, cluster));
const admin = (address) => `admin:\n  address: { socket_address: { address: "${address}", port_value: 9901 } }\n`;

const manager = 'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager';
const router = 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router';

/** A listener with an HTTP connection manager; the lines are some of its fields. */
const listener = (...fields) =>
  resources(
    '  listeners:',
    '  - name: a',
    '    address: { socket_address: { address: 0.0.0.0, port_value: 9000 } }',
    '    filter_chains:',
    '    - filters:',
    '      - name: envoy.filters.network.http_connection_manager',
    '        typed_config:',
    `          "@type": ${manager}`,
    '          stat_prefix: s',
    ...fields.map((field) => indented(field, 10)),
    '          http_filters:',
    `          - { name: envoy.filters.http.router, typed_config: { "@type": ${router} } }`,
  );

const routes = (...each) => listener('route_config:', '  virtual_hosts:', ...each);

const pod = (...spec) => `apiVersion: v1\nkind: Pod\nmetadata: { name: app }\nspec:\n${spec.join('\n')}\n`;
const container = (name) => `  - { name: ${name}, image: app }`;

/** An ordinary bootstrap with about so many lines. */
const ordinary = (count) =>
  bootstrap({ clusters: Math.ceil(count / 50), listeners: 2, routes: Math.ceil(count / 40), seed: 1 });

/** The line in the middle replaced. */
function withBreak(text, written) {
  const all = text.split('\n');
  const middle = all.findIndex((line, i) => i > all.length / 2 && /^ +name: |^ +cluster: /.test(line));
  all[middle] = all[middle].replace(/\S.*/, written);
  return all.join('\n');
}

const nested = (count, open, close = '') => open.repeat(count) + close.repeat(count);
/** Each line indented deeper than the one before. */
const stairs = (count, line) => lines(count, (i) => ' '.repeat(i) + line);

const breaks = {
  'a key without a colon': 'bro',
  'a bracket that stays open': 'broken: [',
  'a quote that stays open': 'broken: "',
  'a brace too many': 'broken: }',
  'a value with a colon': 'broken: a: b',
  'a value that begins with @': 'broken: @x',
  'an alias without an anchor': 'broken: *x',
};

/** `[what, size, files for a size]` */
const texts = [
  ...Object.entries(breaks).map(([what, written]) => [
    `${what}, elsewhere`,
    2669,
    (n) => one(withBreak(ordinary(n), written)),
  ]),
  ['a break in a config in a ConfigMap', 2669, (n) => inConfigMap(withBreak(ordinary(n), 'bro'))],
  ['a break in every line', 5000, (n) => one(clusters(n, (i) => `  - name: "a${i}\n    type STATIC: }`))],

  ['dashes in a line', 5000, (n) => one(`static_resources:\n  ${nested(n, '- ')}x\n`)],
  ['brackets in brackets', 5000, (n) => one(`static_resources: ${nested(n, '[', ']')}\n`)],
  ['braces in braces', 5000, (n) => one(`static_resources: ${nested(n, '{a: ', '}')}\n`)],
  ['brackets in brackets, JSON', 5000, (n) => one(`{"static_resources": ${nested(n, '[', ']')}}`, 'envoy.json')],
  ['brackets in brackets, never closed', 50_000, (n) => one(`static_resources: ${nested(n, '[')}\n`)],
  ['maps in maps by indentation', 1000, (n) => one(`static_resources:\n${indented(stairs(n, 'a:'), 2)}\n`)],
  ['lists in lists by indentation', 1000, (n) => one(`static_resources:\n${indented(stairs(n, '-'), 2)}\n`)],
  ['dashes with keys', 1000, (n) => one(`static_resources:\n${stairs(n, '- a:')}\n`)],
  ['question marks in a line', 5000, (n) => one(`static_resources:\n  ${nested(n, '? ')}x\n`)],
  ['dashes and question marks in turn', 5000, (n) => one(`static_resources:\n  ${nested(n, '- ? ')}x\n`)],
  ['colons in a line', 5000, (n) => one(`static_resources:\n  ${nested(n, ': ')}x\n`)],
  ['dashes behind tabs', 5000, (n) => one(`static_resources:\n  ${nested(n, '-\t')}x\n`)],
  ['dashes in a config in a ConfigMap', 5000, (n) => inConfigMap(`static_resources:\n  ${nested(n, '- ')}x\n`)],
  [
    'brackets in a config in quotes',
    5000,
    (n) =>
      one(
        `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n  envoy.yaml: "static_resources: ${nested(n, '[', ']')}"\n`,
        'config-map.yaml',
      ),
  ],
  [
    'parentheses in a pattern',
    5000,
    (n) =>
      one(
        routes(
          '  - name: a',
          '    domains: ["*"]',
          '    routes:',
          `    - match: { safe_regex: { regex: "${nested(n, '(', ')')}" } }`,
          '      direct_response: { status: 200 }',
        ),
      ),
  ],

  ['unknown fields', 50_000, (n) => one(`${admin('127.0.0.1')}${lines(n, (i) => `field_${i}: ${i}`)}\n`)],
  [
    'unknown fields of a cluster',
    50_000,
    (n) => one(clusters(1, () => `  - name: a\n${lines(n, (i) => `    field_${i}: ${i}`)}`)),
  ],
  [
    'unknown fields of a pod',
    50_000,
    (n) =>
      one(
        pod(
          '  containers:',
          container('a'),
          lines(n, (i) => `  field${i}: ${i}`),
        ),
        'pod.yaml',
      ),
  ],
  ['one key again and again', 50_000, (n) => one(`static_resources:\n${lines(n, () => '  clusters: []')}\n`)],
  ['anchors with aliases', 25_000, (n) => one(lines(n, (i) => `a${i}: &a${i} x\nb${i}: *a${i}`))],
  ['aliases of one anchor', 25_000, (n) => one(`a: &a { name: a }\n${clusters(n, () => '  - *a')}`)],
  ['merge keys', 10_000, (n) => one(`a: &a { type: STATIC }\n${clusters(n, (i) => `  - { <<: *a, name: a${i} }`)}`)],
  [
    'merge keys one above the other',
    2000,
    (n) => one(`a0: &a0 { name: a }\n${lines(n, (i) => `a${i + 1}: &a${i + 1} { <<: *a${i} }`)}\n`),
  ],
  ['lone carriage returns', 50_000, (n) => one(`static_resources:\n  clusters:\n  - name: a${'\r'.repeat(n)}`)],
  [
    'lines that end with carriage returns',
    25_000,
    (n) => one(clusters(n, (i) => `  - name: c${i}`).replaceAll('\n', '\r')),
  ],
  ['an address of percent signs', 25_000, (n) => one(admin('%'.repeat(n)))],
  ['an address of colons', 25_000, (n) => one(admin(':'.repeat(n)))],
  ['an address of digits and dots', 25_000, (n) => one(admin('1.'.repeat(n)))],
  [
    'a cluster’s name that is long',
    500_000,
    (n) => one(clusters(1, () => `  - { name: ${'x'.repeat(n)}, type: STATIC }`)),
  ],
  [
    'one long line of clusters',
    10_000,
    (n) =>
      one(
        `static_resources: { clusters: [${lines(n, (i) => `{ name: c${i}, type: STATIC },`).replaceAll('\n', ' ')}] }\n`,
      ),
  ],
  [
    'one long line of JSON',
    10_000,
    (n) =>
      one(
        JSON.stringify({
          static_resources: { clusters: Array.from({ length: n }, (_, i) => ({ name: `c${i}`, type: 'STATIC' })) },
        }),
        'envoy.json',
      ),
  ],
  ['a long comment', 500_000, (n) => one(`# ${'x '.repeat(n)}\n${admin('127.0.0.1')}`)],
  ['a value behind blanks', 250_000, (n) => one(`admin:${' '.repeat(n)}x${' '.repeat(n)}y\n`)],
  ['blank lines', 250_000, (n) => one(`${admin('127.0.0.1')}${'\n'.repeat(n)}node: { id: a }\n`)],
  ['indented blank lines', 50_000, (n) => one(`${admin('127.0.0.1')}${'      \n'.repeat(n)}node: { id: a }\n`)],
  ['tabs', 50_000, (n) => one(`static_resources:\n${'\tclusters:\n'.repeat(n)}`)],
  ['documents', 10_000, (n) => one(`${admin('127.0.0.1')}${'---\na: 1\n'.repeat(n)}`)],
  [
    'pods',
    5000,
    (n) =>
      one(
        lines(n, (i) => `---\n${pod('  containers:', container('a')).replace('name: app', `name: app${i}`)}`),
        'pods.yaml',
      ),
  ],
  ['values that are not closed', 10_000, (n) => one(lines(n, (i) => `a${i}: "x`))],
  ['keys without a blank', 10_000, (n) => one(lines(n, (i) => `a${i}:x`))],
  ['brackets that are not closed', 10_000, (n) => one(lines(n, (i) => `a${i}: [x`))],
  ['one quote at the top', 10_000, (n) => one(`node: { id: "a }\n${ordinary(n)}`)],
  ['values that begin with @', 10_000, (n) => one(lines(n, (i) => `a${i}: @x`))],
  ['escapes that mean nothing', 50_000, (n) => one(`node: { id: "${'\\y'.repeat(n)}" }\n`)],
  [
    'comments that ignore',
    10_000,
    (n) =>
      one(clusters(n, (i) => `  # envoy-sidecar: ignore envoy/unused-cluster\n  - { name: c${i}, type: STATICC }`)),
  ],
  [
    'comments that ignore a file',
    10_000,
    (n) => one(lines(n, (i) => `# envoy-sidecar: ignore-file envoy/rule-${i}\na${i}: 1`)),
  ],

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
  [
    'a pattern of alternatives',
    10_000,
    (n) =>
      one(
        routes(
          '  - name: a',
          '    domains: ["*"]',
          '    routes:',
          `    - match: { safe_regex: { regex: "${'(a|b)*'.repeat(n)}" } }`,
          '      direct_response: { status: 200 }',
        ),
      ),
  ],
  [
    'patterns',
    5000,
    (n) =>
      one(
        routes(
          '  - name: a',
          '    domains: ["*"]',
          '    routes:',
          lines(n, (i) => `    - { match: { safe_regex: { regex: "/a${i}[" } }, direct_response: { status: 200 } }`),
        ),
      ),
  ],
  [
    'findings with related places',
    1000,
    (n) =>
      one(routes(lines(n, (i) => `  - name: host_${i % 2}\n    domains: ["${i % 2}.example.com"]\n    routes: []`))),
  ],
  [
    'old fields',
    5000,
    (n) => one(clusters(n, (i) => `  - name: c${i}\n    type: STATIC\n    http2_protocol_options: {}`)),
  ],
  [
    'types of the API v2',
    5000,
    (n) =>
      one(
        clusters(
          n,
          (i) => `  - { name: c${i}, type: STATIC, hosts: [{ socket_address: { address: 1.1.1.1, port_value: 80 } }] }`,
        ),
      ),
  ],
  [
    'configs without a type',
    5000,
    (n) =>
      one(
        clusters(
          n,
          (i) =>
            `  - name: c${i}\n    type: STATIC\n    transport_socket:\n      name: envoy.transport_sockets.tls\n      typed_config: {}`,
        ),
      ),
  ],
  [
    'lines that are indented wrongly',
    1000,
    (n) =>
      one(
        clusters(
          n,
          (i) =>
            `  - name: c${i}\n    type: STATIC\n    load_assignment:\n      cluster_name: c${i}\n      lb_policy: RANDOM`,
        ),
      ),
  ],
  [
    'containers of one name',
    10_000,
    (n) =>
      one(
        pod(
          '  containers:',
          lines(n, () => container('a')),
        ),
        'pod.yaml',
      ),
  ],
  [
    'ports of one number',
    10_000,
    (n) =>
      one(
        pod(
          '  containers:',
          '  - name: a',
          '    image: envoyproxy/envoy:v1.34.0',
          '    ports:',
          lines(n, (i) => `    - { name: p${i}, containerPort: 80 }`),
        ),
        'pod.yaml',
      ),
  ],
  [
    'wrong values in a pod',
    10_000,
    (n) =>
      one(
        pod(
          '  containers:',
          '  - name: a',
          '    image: a',
          '    env:',
          lines(n, (i) => `    - { name: E${i}, value: ${i} }`),
        ),
        'pod.yaml',
      ),
  ],
  [
    'volumes that are not there',
    10_000,
    (n) =>
      one(
        pod(
          '  containers:',
          '  - name: a',
          '    image: envoyproxy/envoy:v1.34.0',
          '    volumeMounts:',
          lines(n, (i) => `    - { name: v${i}, mountPath: /m${i} }`),
        ),
        'pod.yaml',
      ),
  ],
  [
    'arguments of Envoy',
    10_000,
    (n) =>
      one(
        pod(
          '  containers:',
          '  - name: a',
          '    image: envoyproxy/envoy:v1.34.0',
          '    args:',
          lines(n, (i) => `    - "-c /etc/envoy/${i}.yaml"`),
        ),
        'pod.yaml',
      ),
  ],
  [
    'configs in one ConfigMap',
    1000,
    (n) =>
      one(
        `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n${lines(n, (i) => `  e${i}.yaml: |\n    static_resources: { clusters: [{ name: a, type: STATICC }] }`)}\n`,
        'config-map.yaml',
      ),
  ],
  [
    'a config in one line of quotes',
    5000,
    (n) =>
      one(
        `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata:\n  envoy.yaml: ${JSON.stringify(clusters(n, (i) => `  - { name: c${i}, type: STATICC }`))}\n`,
        'config-map.yaml',
      ),
  ],
  [
    'resources of a kustomization',
    10_000,
    (n) => one(`resources:\n${lines(n, (i) => `- r${i}.yaml`)}\n`, 'kustomization.yaml'),
  ],
];

export const hostileInputs = [...texts, ...hostileWorkspaces].map(([name, size, files, limit = {}]) => ({
  name,
  size,
  files,
  limit,
}));

/** A file that nobody means to be slow, with about so many UTF-16 units: what the others are compared with. */
export function ordinaryText(length) {
  const unit = ordinary(1000);
  return ordinary(Math.max(100, Math.round((1000 * length) / unit.length)));
}
