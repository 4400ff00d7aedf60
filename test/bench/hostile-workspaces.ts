// Workspaces that make a careless program slow: each file is looked for in all others. Entries as in `hostile-inputs.ts`.
import type { HostileFile, HostileInput } from './hostile-parts.ts';

const envoy = `static_resources:
  listeners:
  - name: l
    address: { socket_address: { address: 0.0.0.0, port_value: 9092 } }
    filter_chains:
    - filters:
      - name: envoy.filters.network.tcp_proxy
        typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy, stat_prefix: t, cluster: app }
  clusters:
  - name: app
    type: STATIC
    load_assignment: { cluster_name: app, endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: 80 } } } }] }] }
`;

/** @param volume its source, of a file or of a folder */
const pod = (name: string, label: string, volume: string): string => `apiVersion: v1
kind: Pod
metadata: { name: ${name}, labels: { app: ${label} } }
spec:
  containers:
  - { name: app, image: nginx }
  - name: envoy
    image: envoyproxy/envoy:v1.40.0
    args: ["-c", "/etc/envoy/envoy.yaml"]
    ports: [{ containerPort: 9092 }]
    volumeMounts: [{ name: c, mountPath: /etc/envoy${volume.startsWith('hostPath') ? '/envoy.yaml' : ''} }]
  volumes: [{ name: c, ${volume} }]
`;

const configMap = (name: string): string =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name} }\ndata:\n  envoy.yaml: |\n${envoy.replace(/^(?=.)/gm, '    ')}`;

const service = (name: string, label: string): string =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: ${name} }\nspec: { selector: { app: ${label} }, ports: [{ port: 80, targetPort: 9092 }] }\n`;

const kustomization = `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
resources: [pod.yaml]
configMapGenerator:
- name: envoy
  files: [envoy.yaml]
patches:
- path: patch.yaml
images:
- { name: envoyproxy/envoy, newTag: v1.39.0 }
`;

const each = <T>(count: number, made: (i: number) => readonly T[]): readonly T[] =>
  Array.from({ length: count }, (_, i) => made(i)).flat();

export const hostileWorkspaces: readonly HostileInput[] = [
  [
    'pods with configs beside them',
    1000,
    (n) =>
      each<HostileFile>(n, (i) => [
        [`a${i}/pod.yaml`, pod(`p${i}`, `a${i}`, 'hostPath: { path: /config/envoy.yaml }')],
        [`a${i}/envoy.yaml`, envoy],
      ]),
  ],
  [
    'ConfigMaps of one name',
    1000,
    (n) =>
      each<HostileFile>(n, (i) => [
        [`a${i}/pod.yaml`, pod(`p${i}`, `a${i}`, 'configMap: { name: envoy }')],
        [`a${i}/config-map.yaml`, configMap('envoy')],
      ]),
  ],
  [
    'pods, Services and ConfigMaps in one folder',
    1000,
    (n) =>
      each<HostileFile>(n, (i) => [
        [`pod${i}.yaml`, `${pod(`p${i}`, `a${i}`, `configMap: { name: envoy${i} }`)}---\n${service(`s${i}`, `a${i}`)}`],
        [`config-map${i}.yaml`, configMap(`envoy${i}`)],
      ]),
  ],
  [
    'pods with one config',
    1000,
    (n) => [
      ...each<HostileFile>(n, (i) => [[`pod${i}.yaml`, pod(`p${i}`, `a${i}`, 'configMap: { name: envoy }')]]),
      ['config-map.yaml', configMap('envoy')],
    ],
  ],
  [
    'pods and Services of one label',
    125,
    (n) =>
      each<HostileFile>(n, (i) => [
        [`pod${i}.yaml`, pod(`p${i}`, 'x', `configMap: { name: envoy${i} }`)],
        [`config-map${i}.yaml`, configMap(`envoy${i}`)],
        [`service${i}.yaml`, service(`s${i}`, 'x')],
      ]),
    // Each pod is joined with each Service, and 375 files cost more to read than one of their length.
    { growth: 5, factor: 2 },
  ],
  [
    'kustomizations',
    500,
    (n) =>
      each<HostileFile>(n, (i) => [
        [`a${i}/pod.yaml`, pod(`p${i}`, `a${i}`, 'configMap: { name: envoy }')],
        [`a${i}/envoy.yaml`, envoy],
        [`a${i}/kustomization.yaml`, kustomization],
        [`a${i}/patch.yaml`, `apiVersion: v1\nkind: Pod\nmetadata: { name: p${i} }\nspec: { hostNetwork: false }\n`],
      ]),
  ],
  ['documents in one file', 1000, (n) => [['all.yaml', each(n, (i) => [service(`s${i}`, `a${i}`)]).join('---\n')]]],
];
