// More configs and manifests with many diagnostics.
import { type HostileInput, clusters, container, lines, one, pod, routes } from './hostile-parts.ts';

/** Each config of a file is checked as one: two thousand cost more than one of the same length. */
const manyConfigs = { factor: 4 };

export const furtherInputs: readonly HostileInput[] = [
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
    manyConfigs,
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
