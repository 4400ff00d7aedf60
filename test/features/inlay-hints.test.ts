import assert from 'node:assert/strict';
import { formatMessage, type InlayHintKind, inlayHints } from '../../server/src/analysis/index.ts';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

/** The lines of all files of a fixture that have hints, with the hints in place: `port: 9092⟨← Service web:80⟩`. */
function hintsIn(fixture: string, kinds?: readonly InlayHintKind[]): readonly string[] {
  const workspace = workspaceOf(parseFixture(fixture));
  return [...workspace.files.values()].flatMap(({ uri, text }) =>
    inlayHints(workspace, uri, { start: 0, end: text.length }, kinds).map(({ offset, parts }) => {
      const start = text.lastIndexOf('\n', offset - 1) + 1;
      const labels = parts.map(({ label, target }) => {
        const text = target && workspace.files.get(target.uri)?.text;
        const where = target ? text?.slice(target.range.start, target.range.end) : 'nothing';
        return `⟨${formatMessage(label)} @${where}⟩`;
      });
      return `${uri.split('/').at(-1)} ${text.slice(start, offset).trim()}${labels.join('')}`;
    }),
  );
}

const pod = `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web, labels: { app: web } }
spec:
  containers:
    - name: app
      image: example.com/app:1.0
      ports: [{ containerPort: 8080 }]
    - name: envoy
      image: envoyproxy/envoy:v1.40.0
      ports: [{ name: http, containerPort: 9092 }]
      readinessProbe: { tcpSocket: { port: http } }
      volumeMounts: [{ name: config, mountPath: /etc/envoy }]
  volumes: [{ name: config, configMap: { name: envoy-config } }]
#- /service.yaml
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports: [{ port: 80, targetPort: http }]
#- /envoy-config.yaml stock:sidecar-config
`;
const atListener = 'envoy-config.yaml socket_address: { address: 0.0.0.0, port_value: 9092⟨← Service web:80 @http⟩';
const atEndpoint = 'envoy-config.yaml socket_address: { address: 127.0.0.1, port_value: 8080⟨→ container app @app⟩';
const atMessages = [
  'envoy-config.yaml stat_prefix: ingress⟨stream_idle_timeout: 300s by default @nothing⟩',
  'envoy-config.yaml route: { cluster: app⟨timeout: 15s by default @nothing⟩',
];
const linked = ['services', 'containers', 'portNumbers'] as const;
const atNames = [
  'pod.yaml readinessProbe: { tcpSocket: { port: http⟨= 9092 @9092⟩',
  'service.yaml ports: [{ port: 80, targetPort: http⟨= 9092 @9092⟩',
];

describe('inlay hints', () => {
  it('name the Services behind a listener, the container of an endpoint and the numbers of named ports', () => {
    assert.deepEqual(hintsIn(pod), [...atNames, atListener, ...atMessages, atEndpoint]);
  });

  it('can be switched off by kind', () => {
    assert.deepEqual(hintsIn(pod, ['services']), [atListener]);
    assert.deepEqual(hintsIn(pod, ['containers']), [atEndpoint]);
    assert.deepEqual(hintsIn(pod, ['portNumbers']), atNames);
    assert.deepEqual(hintsIn(pod, ['defaults']), atMessages);
  });

  it('are in a file and in an argument too', () => {
    const seed = '#- /pod.yaml stock:seed-pod\n#- /envoy.yaml stock:seed-envoy\n#- /service.yaml stock:seed-service\n';
    assert.deepEqual(hintsIn(seed, linked), [
      'envoy.yaml socket_address: { address: 0.0.0.0, port_value: 9092⟨← Service my-service:80 @9092⟩',
      'envoy.yaml port_value: 80⟨→ container main-container @main-container⟩',
    ]);
    const argument = `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web, labels: { app: web } }
spec:
  containers:
    - name: envoy
      image: envoyproxy/envoy:v1.40.0
      args: [--config-yaml, "static_resources: { listeners: [{ address: { socket_address: { address: 0.0.0.0, port_value: 9092 } } }] }"]
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec:
  selector: { app: web }
  ports: [{ port: 9092 }]
`;
    const [only, ...others] = hintsIn(argument, linked);
    assert.match(only ?? '', /port_value: 9092⟨← Service web:9092 @9092⟩$/);
    assert.deepEqual(others, []);
  });

  it('name all Services of a listener', () => {
    const second = pod.replace(
      '#- /envoy-config',
      `---
apiVersion: v1
kind: Service
metadata: { name: internal }
spec: { selector: { app: web }, ports: [{ port: 9092 }] }
#- /envoy-config`,
    );
    assert.ok(hintsIn(second, ['services'])[0]?.endsWith('⟨← Service web:80 @http⟩⟨← Service internal:9092 @9092⟩'));
  });

  it('are missing where the number is not certain', () => {
    const other = `#- /other.yaml
apiVersion: v1
kind: Pod
metadata: { name: other, labels: { app: web } }
spec: { containers: [{ name: app, image: nginx, ports: [{ name: http, containerPort: 80 }] }] }
`;
    assert.deepEqual(hintsIn(`${pod}${other}`, ['portNumbers']), atNames.slice(0, 1));
    const twice = pod
      .replace('metadata: { name: web, labels', 'metadata: { name: web, labels')
      .replace(
        '    - name: envoy\n',
        '    - { name: copy, image: nginx, ports: [{ containerPort: 8080, protocol: UDP }] }\n    - name: envoy\n',
      );
    assert.deepEqual(hintsIn(twice, ['containers']), []);
  });

  it('are missing where a kustomization changes what is written', () => {
    const patched = `${pod}#- /kustomization.yaml
resources: [pod.yaml, service.yaml, envoy-config.yaml]
patches:
  - patch: |
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec: { ports: [{ port: 80, targetPort: 1234 }] }
`;
    assert.deepEqual(
      hintsIn(patched, linked).filter((hint) => !hint.startsWith('pod.yaml')),
      [],
    );
  });

  it('show the defaults of fields that are not written, and only where they apply', () => {
    const config = (route: string, cluster: string) =>
      hintsIn(
        `static_resources:
  listeners:
    - filter_chains:
        - filters:
            - name: http
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: in
                stream_idle_timeout: 0s
                route_config: { virtual_hosts: [{ routes: [{ route: { cluster: app${route} } }] }] }
  clusters:
    - name: app
      ${cluster}
`,
        ['defaults'],
      );
    const atCluster = 'envoy.yaml - name: app⟨connect_timeout: 5s by default @nothing⟩';
    const atRetry = 'retry_on: 5xx⟨num_retries: 1 by default @nothing⟩';
    assert.deepEqual(config(', timeout: 1s', 'type: STATIC'), [atCluster]);
    assert.deepEqual(config(', timeout: 1s', 'cluster_type: { name: x }'), []);
    assert.deepEqual(config(', timeout: 1s', '<<: *rest'), []);
    const [found, ...others] = config(', timeout: 1s, retry_policy: { retry_on: 5xx }', 'connect_timeout: 1s');
    assert.ok(found?.endsWith(atRetry), found);
    assert.deepEqual(others, []);
  });

  it('are those of the visible part', () => {
    const workspace = workspaceOf(parseFixture(pod));
    const uri = 'file:///fixture/envoy-config.yaml';
    const at = workspace.files.get(uri)?.text.indexOf('clusters:') ?? 0;
    assert.deepEqual(
      inlayHints(workspace, uri, { start: 0, end: at }, linked).map(({ kind }) => kind),
      ['services'],
    );
  });
});
