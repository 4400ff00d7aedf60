import assert from 'node:assert/strict';
import { definition, highlights, references, type Workspace } from '../../../server/src/analysis/index.ts';
import { fileName } from '../../../server/src/analysis/workspace/uri-path.ts';
import { workspaceOf } from '../../fixture/check.ts';
import { parseFixture } from '../../fixture/parse-fixture.ts';

const hcm = 'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager';
const tls = 'envoy.extensions.transport_sockets.tls.v3';

const fixture = `#- /config.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: proxy-config }
data:
  envoy.yaml: |
    static_resources:
      listeners:
        - name: public
          address: { socket_address: { address: 0.0.0.0, port_value: 9092 } }
          filter_chains:
            - filters:
                - name: http
                  typed_config:
                    "@type": type.googleapis.com/${hcm}
                    stat_prefix: http
                    route_config:
                      virtual_hosts:
                        - name: all
                          domains: ["*"]
                          typed_per_filter_config: { limiter: {} }
                          routes: [{ match: { prefix: / }, route: { cluster: backend } }]
                    http_filters: [{ name: limiter, typed_config: {} }]
        - name: other
          address: { socket_address: { address: 127.0.0.1, port_value: 9093 } }
          filter_chains:
            - filters:
                - name: http
                  typed_config:
                    "@type": type.googleapis.com/${hcm}
                    rds: { route_config_name: routes, config_source: { path_config_source: { path: /etc/envoy/rds.yaml } } }
      secrets:
        - name: server-certificate
          tls_certificate: { certificate_chain: { filename: /etc/tls/tls.crt } }
      clusters:
        - name: backend
          type: STATIC
          transport_socket:
            name: tls
            typed_config:
              "@type": type.googleapis.com/${tls}.UpstreamTlsContext
              common_tls_context: { tls_certificate_sds_secret_configs: [{ name: server-certificate }] }
          load_assignment:
            cluster_name: backend
            endpoints:
              - lb_endpoints: [{ endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: 8080 } } } }]
        - name: inside
          load_assignment:
            endpoints:
              - lb_endpoints: [{ endpoint: { address: { envoy_internal_address: { server_listener_name: public } } } }]
  rds.yaml: |
    resources:
      - "@type": type.googleapis.com/envoy.config.route.v3.RouteConfiguration
        name: routes
        virtual_hosts: []
#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web, labels: { app: shop } }
spec:
  serviceAccountName: runner
  containers:
    - name: server
      image: example.com/server:1
      ports: [{ containerPort: 8080 }]
      env: [{ name: MEMORY, valueFrom: { resourceFieldRef: { containerName: server, resource: limits.memory } } }]
    - name: envoy
      image: envoyproxy/envoy:v1.40.0
      args: [-c, /etc/envoy/envoy.yaml]
      ports: [{ name: entry, containerPort: 9092 }]
      readinessProbe: { tcpSocket: { port: 9092 } }
      livenessProbe: { tcpSocket: { port: entry } }
      volumeMounts: [{ name: files, mountPath: /etc/envoy }, { name: certificates, mountPath: /etc/tls }]
  volumes:
    - { name: files, configMap: { name: proxy-config } }
    - { name: certificates, secret: { secretName: certs, items: [{ key: tls.crt, path: tls.crt }] } }
#- /service.yaml
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: shop }
  ports:
    - { name: plain, port: 80, targetPort: 9092 }
    - { name: named, port: 81, targetPort: entry }
#- /secret.yaml
apiVersion: v1
kind: Secret
metadata: { name: certs }
stringData: { tls.crt: x, tls.key: y }
#- /account.yaml
apiVersion: v1
kind: ServiceAccount
metadata: { name: runner }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: binding }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: role }
subjects: [{ kind: ServiceAccount, name: runner, namespace: default }]
`;

/** What each name is written for, with its places: `file:line`, the definitions first. */
const names: readonly (readonly [what: string, word: string, defined: string, used: readonly string[]])[] = [
  ['a listener', 'public', 'config.yaml:8', ['config.yaml:49']],
  ['a cluster', 'backend', 'config.yaml:35', ['config.yaml:21', 'config.yaml:43']],
  ['a filter', 'limiter', 'config.yaml:22', ['config.yaml:20']],
  ['a secret of Envoy', 'server-certificate', 'config.yaml:32', ['config.yaml:41']],
  ['a route configuration', 'routes', 'config.yaml:53', ['config.yaml:30']],
  ['a virtual host', 'all', 'config.yaml:18', []],
  ['a port of a listener', '9092', 'config.yaml:9', ['pod.yaml:14', 'pod.yaml:15', 'service.yaml:7']],
  ['a port of an endpoint', '8080', 'pod.yaml:9', ['config.yaml:45']],
  ['a named port', 'entry', 'pod.yaml:14', ['pod.yaml:16', 'service.yaml:8']],
  ['a ConfigMap', 'proxy-config', 'config.yaml:3', ['pod.yaml:19']],
  ['a key of a ConfigMap', 'envoy.yaml', 'config.yaml:5', ['pod.yaml:13']],
  ['a Secret', 'certs', 'secret.yaml:3', ['pod.yaml:20']],
  ['a key of a Secret', 'tls.crt', 'secret.yaml:4', ['pod.yaml:20']],
  ['a volume', 'files', 'pod.yaml:19', ['pod.yaml:17']],
  ['a label', 'shop', 'pod.yaml:3', ['service.yaml:5']],
  ['a container', 'server', 'pod.yaml:7', ['pod.yaml:10']],
  ['a ServiceAccount', 'runner', 'account.yaml:3', ['pod.yaml:5', 'account.yaml:9']],
];

describe('definition, references and highlights', () => {
  const files = parseFixture(fixture);
  const workspace = workspaceOf(files);
  const placeText = ({ uri, range }: { uri: string; range: { start: number } }): string =>
    `${fileName(uri)}:${workspace.files.get(uri)?.text.slice(0, range.start).split('\n').length}`;

  for (const [what, word, defined, used] of names)
    it(`know ${what} from each place`, () => {
      for (const place of [defined, ...used]) {
        const [uri, offset] = offsetOf(workspace, place, word);
        const from = `from ${place}`;
        assert.deepEqual(definition(workspace, uri, offset)?.targets.map(placeText), [defined], from);
        const found = (includeDeclaration: boolean) =>
          references(workspace, uri, offset, { includeDeclaration }).map(placeText).sort();
        assert.deepEqual(found(false), [...used].sort(), from);
        assert.deepEqual(found(true), [defined, ...used].sort(), from);
        const inFile = [defined, ...used].filter((one) => one.split(':')[0] === place.split(':')[0]);
        const shown = highlights(workspace, uri, offset).map(({ range }) => placeText({ uri, range }));
        assert.deepEqual([...shown].sort(), inFile.sort(), from);
      }
    });
});

/** The place of a word in a line, in its middle. */
function offsetOf({ files }: Workspace, place: string, word: string): readonly [uri: string, offset: number] {
  const [name, line] = place.split(':');
  const uri = `file:///fixture/${name}`;
  const text = files.get(uri)?.text ?? '';
  const before = text
    .split('\n')
    .slice(0, Number(line) - 1)
    .join('\n').length;
  const found = new RegExp(`(?<![\\w.-])${word.replaceAll('.', '\\.')}(?![\\w-])`).exec(text.slice(before));
  assert.ok(found, `${word} is not in ${place}`);
  return [uri, before + found.index + 1];
}
