import assert from 'node:assert/strict';
import {
  codeLenses,
  displayWords,
  type DocumentSymbol,
  documentSymbols,
  formatMessage,
} from '../../server/src/analysis/index.ts';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

const seed = workspaceOf(
  parseFixture('#- /pod.yaml stock:seed-pod\n#- /envoy.yaml stock:seed-envoy\n#- /service.yaml stock:seed-service'),
);
const tree = (symbols: readonly DocumentSymbol[], indent = ''): string[] =>
  symbols.flatMap(({ kind, name, detail, children }) => [
    `${indent}${kind} ${displayWords(name)} ${displayWords(detail)}`.trimEnd(),
    ...tree(children, `${indent}  `),
  ]);

describe('document symbols', () => {
  it('outline a bootstrap', () => {
    assert.deepEqual(tree(documentSymbols(seed, 'file:///fixture/envoy.yaml')), [
      'admin admin 0.0.0.0:9901',
      'listener listener_0 0.0.0.0:9092',
      '  filter HttpConnectionManager filter',
      '    virtualHost * virtual host',
      '      route / → targetCluster',
      'cluster targetCluster STRICT_DNS',
      '  endpoint 127.0.0.1:80 endpoint',
    ]);
  });

  it('name routes by their match and filter chains by their names', () => {
    const text = `static_resources:
  listeners:
    - name: both
      address: { socket_address: { address: 0.0.0.0, port_value: 443 } }
      filter_chains:
        - name: web
          filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                route_config:
                  virtual_hosts:
                    - domains: [a.example.com, b.example.com]
                      routes:
                        - { match: { path: /health }, direct_response: { status: 200 } }
                        - { match: { path_separated_prefix: /old }, redirect: { path_redirect: / } }
                        - { match: { safe_regex: { regex: /v.* } }, route: { weighted_clusters: { clusters: [{ name: x }, { name: y }] } } }
        - filters: [{ name: envoy.filters.network.tcp_proxy }]
`;
    assert.deepEqual(tree(documentSymbols(workspaceOf(parseFixture(text)), 'file:///fixture/envoy.yaml')), [
      'listener both 0.0.0.0:443',
      '  filterChain web filter chain',
      '    filter HttpConnectionManager filter',
      '      virtualHost a.example.com, b.example.com virtual host',
      '        route path /health direct response',
      '        route path separated prefix /old redirect',
      '        route regex /v.* → x, y',
      '  filterChain filter chain 2 filter chain',
      '    filter TcpProxy filter',
    ]);
  });

  it('outline manifests', () => {
    assert.deepEqual(tree(documentSymbols(seed, 'file:///fixture/pod.yaml')), [
      'manifest my-pod Pod',
      '  container main-container nginx:latest',
      '  container sidecar-container envoyproxy/envoy-dev:latest',
      '    port 9092',
      '  volume envoy-config volume',
    ]);
    assert.deepEqual(tree(documentSymbols(seed, 'file:///fixture/service.yaml')), [
      'manifest my-service Service',
      '  port 80 → 9092',
    ]);
  });

  it('outline ConfigMaps and Secrets with the configs in them', () => {
    const text = `#- /map.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: proxy }
data:
  level: debug
  envoy.yaml: |
    admin: { address: { socket_address: { address: 127.0.0.1, port_value: 9901 } } }
---
apiVersion: v1
kind: Secret
metadata: { name: tls }
stringData: { tls.key: x }
`;
    assert.deepEqual(tree(documentSymbols(workspaceOf(parseFixture(text)), 'file:///fixture/map.yaml')), [
      'manifest proxy ConfigMap',
      '  key level key',
      '  key envoy.yaml Envoy config',
      '    admin admin 127.0.0.1:9901',
      'manifest tls Secret',
      '  key tls.key key',
    ]);
  });

  it('begin on the line that stands for their content, which editors show above it', () => {
    const lines = (fixture: string) => {
      const [{ uri, text } = { uri: '', text: '' }] = parseFixture(fixture);
      const flat = (all: readonly DocumentSymbol[]): DocumentSymbol[] =>
        all.flatMap((one) => [one, ...flat(one.children)]);
      return flat(documentSymbols(workspaceOf(parseFixture(fixture)), uri)).map(({ selection }) =>
        text.slice(text.lastIndexOf('\n', selection.start) + 1, text.indexOf('\n', selection.start)).trim(),
      );
    };
    const config = 'admin:\n  profile_path: /x\nstatic_resources:\n  clusters:\n    - name: a\n';
    const indented = (by: number) => config.replace(/^(?=.)/gm, ' '.repeat(by));
    assert.deepEqual(lines(`#- /envoy.yaml\n${config}`), ['admin:', '- name: a']);
    const map = `kind: ConfigMap\napiVersion: v1\nmetadata:\n  name: x\ndata:\n  envoy.yaml: |\n${indented(4)}`;
    assert.deepEqual(lines(`#- /map.yaml\n${map}`), ['name: x', 'envoy.yaml: |', 'admin:', '- name: a']);
    const pod = `kind: Pod\napiVersion: v1\nmetadata:\n  name: x\nspec:\n  containers:\n    - name: y\n      image: envoyproxy/envoy:v1.40.0\n      args:\n        - --config-yaml\n        - |\n${indented(10)}`;
    assert.deepEqual(lines(`#- /pod.yaml\n${pod}`), ['name: x', '- name: y', '- |', 'admin:', '- name: a']);
  });

  it('keep each selection inside its range', () => {
    const check = (symbols: readonly DocumentSymbol[]) => {
      for (const { range, selection, children } of symbols) {
        assert.ok(range.start <= selection.start && selection.end <= range.end);
        check(children);
      }
    };
    for (const uri of seed.files.keys()) check(documentSymbols(seed, uri));
    const aliases = parseFixture(`x: &name app
y: &cluster { name: shared, type: STATIC }
static_resources: { clusters: [*cluster, { name: *name }, { type: EDS, <<: *cluster }] }
`);
    const symbols = documentSymbols(workspaceOf(aliases), 'file:///fixture/envoy.yaml');
    check(symbols);
    assert.deepEqual(
      symbols.map(({ range }) => aliases[0]?.text.slice(range.start, range.start + 8)),
      ['*cluster', '{ name: ', '{ type: '],
    );
  });
});

describe('code lenses', () => {
  const lenses = (uri: string) =>
    codeLenses(seed, uri).map(
      ({ title, offset }) =>
        `${formatMessage(title)} @${seed.files.get(uri)?.text.slice(0, offset).split('\n').length}`,
    );

  it('are on the pod and on each listener', () => {
    assert.deepEqual(lenses('file:///fixture/pod.yaml'), ['Deploy and Curl @1', 'Apply to Current Context @1']);
    assert.deepEqual(lenses('file:///fixture/envoy.yaml'), [
      'Run Locally and Curl @7',
      'Deploy and Curl @7',
      '▷ GET / @7',
    ]);
    assert.deepEqual(lenses('file:///fixture/service.yaml'), []);
  });

  it('are shown once on a pod with two Envoy containers, and not on a patch', () => {
    const commands = (fixture: string) =>
      codeLenses(workspaceOf(parseFixture(fixture)), 'file:///fixture/pod.yaml').map(({ command }) => command);
    const two = '#- /pod.yaml stock:seed-pod\n#~ image: nginx:latest => image: envoyproxy/envoy:v1.40.0\n';
    assert.deepEqual(commands(two), ['deployAndCurl', 'applyToCurrentContext']);
    assert.deepEqual(commands(`${two}#- /kustomization.yaml\npatches: [{ path: pod.yaml }]\n`), []);
  });

  it('are on each request, at its comment or route', () => {
    const fixture = `#- /envoy-config.yaml stock:sidecar-config
#~ routes: => routes:\\n                            # curl: PUT /a?b host: x expect: 2xx\\n                            - match: { path: /a }\\n                              route: { cluster: app }
`;
    const workspace = workspaceOf(parseFixture(fixture));
    const [file] = workspace.files.values();
    const shown = codeLenses(workspace, file?.uri ?? '').flatMap(({ range, title, request }) =>
      request ? [[file?.text.slice(range.start).split('\n')[0], formatMessage(title), request.host]] : [],
    );
    assert.deepEqual(shown, [
      ['# curl: PUT /a?b host: x expect: 2xx', '▷ PUT /a?b', 'x'],
      ['match: { path: /a }', '▷ GET /a', undefined],
      ['match: { prefix: / }', '▷ GET /', undefined],
    ]);
  });

  it('are not on requests to a listener with TLS, which cannot be sent', () => {
    const tls = `#- /envoy-config.yaml stock:sidecar-config
#~ - filters: => - transport_socket: { name: tls }\\n              filters:
#~ listeners: => listeners:\\n        # curl: /a
`;
    const workspace = workspaceOf(parseFixture(tls));
    assert.deepEqual(codeLenses(workspace, 'file:///fixture/envoy-config.yaml'), []);
  });

  it('do not offer a deploy if no pod is known', () => {
    const alone = workspaceOf(parseFixture('#- /envoy.yaml stock:seed-envoy'));
    assert.deepEqual(
      codeLenses(alone, 'file:///fixture/envoy.yaml').map(({ command }) => command),
      ['runLocally', 'runLocally'],
    );
  });
});
