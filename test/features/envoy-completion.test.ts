import assert from 'node:assert/strict';
import { applyEdits, type CompletionItem, complete } from '../../server/src/analysis/index.ts';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

function items(fixture: string, lines = true): { text: string; items: readonly CompletionItem[] } {
  const files = parseFixture(fixture);
  const file = files.find(({ cursor }) => cursor !== undefined);
  assert.ok(file?.cursor !== undefined, 'no cursor');
  return { text: file.text, items: complete(workspaceOf(files), file.uri, file.cursor, { lines }) ?? [] };
}

/** Without those of the maps around an empty line. */
const own = (all: readonly CompletionItem[]) => all.filter(({ detail }) => !detail.includes('\u2191'));

const labels = (fixture: string): string[] => own(items(fixture).items).map(({ label }) => label);

/** The lines from the cursor's on after the item is inserted; `¦` is where the cursor goes. */
function inserted(fixture: string, label: string, lines = true): string {
  const { text, items: found } = items(fixture, lines);
  const item = found.find((one) => one.label === label);
  assert.ok(item, `no ${label} among ${found.map((one) => one.label).join(', ')}`);
  const { newText = label, range } = item;
  const at = item.cursor ?? newText.length;
  const after = applyEdits(text, [{ range, newText: `${newText.slice(0, at)}¦${newText.slice(at)}` }]);
  return after.slice(after.lastIndexOf('\n', range.start - 1) + 1).trimEnd();
}

const cluster = (lines: string): string => `static_resources:\n  clusters:\n  - name: app\n${lines}`;
const hcm = (lines: string): string => `static_resources:
  listeners:
  - name: l
    filter_chains:
    - filters:
      - name: envoy.filters.network.http_connection_manager
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
${lines}`;

describe('completion by the API', () => {
  it('offers the keys of the message, the required first, not those that are there', () => {
    const found = labels(cluster('    type: STATIC\n    $0\n'));
    assert.equal(found[0], 'connect_timeout');
    assert.ok(found.includes('load_assignment') && !found.includes('name') && !found.includes('type'));
    assert.deepEqual(labels('static_resources:\n  clusters:\n  - $0\n    type: STATIC')[0], 'name');
  });

  it('offers no other member of a oneof that is set', () => {
    const route = (lines: string) =>
      labels(
        hcm(`          route_config:\n            virtual_hosts:\n            - routes:\n              - ${lines}`),
      );
    assert.ok(route('$0').includes('redirect'));
    assert.ok(!route('route: {}\n                $0').includes('redirect'));
    assert.ok(route('rou$0te: {}').includes('redirect'), 'the one that is being changed');
  });

  it('marks deprecated keys and puts them last', () => {
    const found = own(items(cluster('    $0\n')).items);
    const first = found.findIndex(({ deprecated }) => deprecated);
    assert.ok(first > 10 && found.slice(first).every(({ deprecated }) => deprecated));
    assert.ok(found.slice(first).some(({ label }) => label === 'http2_protocol_options'));
  });

  it('leaves out what the target version lacks', () => {
    const late = hcm('          $0\n');
    const before = new Set(labels(`# envoy-sidecar: version=1.32\n${late}`));
    assert.ok(before.has('route_config'));
    const added = labels(late).filter((label) => !before.has(label));
    assert.ok(added.length > 0, 'nothing was added since 1.32');
  });

  it('writes lowerCamelCase if the keys around it do', () => {
    const camel = 'staticResources:\n  clusters:\n  - name: app\n    $0\n';
    assert.ok(labels(camel).includes('connectTimeout'));
    assert.ok(labels('staticResources:\n  clusters:\n  - connectTimeout: 1s\n    $0').includes('loadAssignment'));
    assert.ok(labels(cluster('    $0')).includes('load_assignment'));
  });

  it('completes half-written keys in place', () => {
    assert.equal(inserted(cluster('    conn$0\n'), 'connect_timeout'), '    connect_timeout: ¦');
    assert.equal(inserted(cluster('    conn$0: 1s\n'), 'connect_timeout'), '    connect_timeout¦: 1s');
    assert.equal(
      inserted('static_resources:\n  clusters:\n  - na$0\n    type: STATIC\n', 'name').split('\n')[0],
      '  - name: ¦',
    );
    assert.equal(inserted('static_resources:\n  clusters:\n  - { name: a, ty$0 }', 'type'), '  - { name: a, type: ¦ }');
  });

  it('begins the value of a key by its type', () => {
    assert.equal(inserted(cluster('    $0'), 'load_assignment'), '    load_assignment:\n      ¦');
    assert.equal(inserted(cluster('    $0'), 'health_checks'), '    health_checks:\n    - ¦');
    assert.equal(inserted('static_resources:\n  $0', 'listeners'), '  listeners:\n    - ¦');
    assert.equal(inserted(cluster('    $0'), 'load_assignment', false), '    load_assignment:¦');
    assert.equal(inserted('static_resources: { $0 }', 'clusters'), 'static_resources: { clusters: [¦] }');
    assert.equal(inserted('admin: { $0 }', 'address'), 'admin: { address: {¦} }');
    assert.equal(
      inserted(
        'static_resources:\n  listeners:\n    - filter_chains:\n        - filters:\n            - name: x\n              $0',
        'typed_config',
      ),
      '              typed_config:\n                "@type": ¦',
    );
  });

  const snippet = (fixture: string, label: string): string | undefined =>
    items(fixture).items.find((item) => item.label === label)?.snippet;

  it('begins a message with what belongs to it in any case', () => {
    assert.equal(
      snippet('static_resources:\n  listeners:\n  - name: l\n    $0\n', 'address'),
      'address:\n      socket_address:\n        address: ${1:0.0.0.0}\n        port_value: $2',
    );
    assert.equal(
      snippet('admin:\n  $0\n', 'address'),
      'address:\n    socket_address:\n      address: ${1:127.0.0.1}\n      port_value: ${2:9901}',
    );
    assert.equal(
      snippet('static_resources:\n  $0\n', 'clusters')?.split('\n').slice(0, 7).join('\n'),
      'clusters:\n    - name: $1\n      connect_timeout: ${2:0.25s}\n      type: ${3:STRICT_DNS}\n      load_assignment:\n        cluster_name: ${4:$1}\n        endpoints:',
    );
    assert.match(snippet('staticResources:\n  $0\n', 'clusters') ?? '', /connectTimeout.*loadAssignment/s);
    assert.equal(snippet('admin: { $0 }', 'address'), undefined, 'in brackets');
  });

  it('writes the whole entry of an extension for its name, and the first fields for its type', () => {
    const router = 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router';
    assert.equal(
      snippet(hcm('          http_filters:\n          - name: $0\n'), 'envoy.filters.http.router'),
      `envoy.filters.http.router\n            typed_config:\n              "@type": ${router}`,
    );
    const named = `          http_filters:\n          - name: $0\n            typed_config: { "@type": ${router} }\n`;
    assert.equal(snippet(hcm(named), 'envoy.filters.http.router'), undefined, 'its config is there');
    const file = hcm(
      '          access_log:\n          - name: a\n            typed_config:\n              "@type": $0\n',
    );
    assert.match(snippet(file, 'FileAccessLog') ?? '', /FileAccessLog\n {14}path: \$\{1:\/dev\/stdout\}$/);
  });

  it('offers names of clusters that are missing for the name of a cluster', () => {
    const routed = hcm(
      '          route_config: { virtual_hosts: [{ routes: [{ route: { cluster: web } }, { route: { cluster: app } }] }] }\n',
    );
    assert.deepEqual(labels(`${routed}  clusters:\n  - name: app\n  - name: $0\n`), ['web']);
  });

  it('continues if something can be offered for the value', () => {
    const { items: found } = items(cluster('    $0'));
    const goesOn = (label: string) => found.find((item) => item.label === label)?.goesOn;
    for (const label of [
      'type',
      'load_assignment',
      'transport_socket',
      'typed_extension_protocol_options',
      'cluster_type',
    ])
      assert.equal(goesOn(label), true, label);
    for (const label of ['alt_stat_name', 'lrs_report_endpoint_metrics']) assert.equal(goesOn(label), false, label);
  });

  it('quotes keys in JSON', () => {
    const json = '#- /envoy.json\n{"static_resources":{"clusters":[{"name":"app",$0}]}}';
    assert.match(inserted(json, 'type'), /"name":"app","type": ¦\}/);
    const quoted = '#- /envoy.json\n{"static_resources":{"clusters":[{"name":"app","$0"}]}}';
    assert.match(inserted(quoted, 'type'), /"name":"app","type": ¦\}/);
    const value = '#- /envoy.json\n{"static_resources":{"clusters":[{"type":$0}]}}';
    assert.match(inserted(value, 'STATIC'), /"type":"STATIC"¦\}/);
  });

  it('offers a new item, and first more keys of the last one, in the column of the dashes', () => {
    const text = 'static_resources:\n  clusters:\n  - name: app\n  $0';
    assert.equal(
      inserted('static_resources:\n  listeners:\n    - name: app\n    $0', 'address'),
      '      address:\n        ¦',
    );
    assert.ok(labels(text).includes('listeners'), 'the column is that of static_resources’ keys, too');
    assert.equal(inserted('static_resources:\n  clusters:\n    $0', 'name'), '    - name: ¦');
  });

  it('offers the values of enums and booleans', () => {
    assert.deepEqual(labels(cluster('    type: $0\n')).slice(0, 2), ['STATIC', 'STRICT_DNS']);
    assert.equal(inserted(cluster('    type:$0\n'), 'STATIC'), '    type: STATIC¦');
    assert.equal(inserted(cluster('    type: ST$0\n'), 'STATIC'), '    type: STATIC¦');
    assert.equal(inserted(cluster('    type: "$0"\n'), 'STATIC'), '    type: "STATIC¦"');
    assert.deepEqual(labels(cluster('    respect_dns_ttl: $0\n')), ['true', 'false']);
    assert.deepEqual(labels(cluster('    wait_for_warm_on_init: $0\n')), ['true', 'false']);
  });

  it('quotes values that Envoy would read as another type', () => {
    const text = hcm(
      '          route_config:\n            virtual_hosts:\n            - rate_limits:\n              - x_ratelimit_option: $0\n',
    );
    assert.equal(inserted(text, 'OFF'), '              - x_ratelimit_option: "OFF"¦');
    assert.equal(inserted(text.replace('$0', '"$0"'), 'OFF'), '              - x_ratelimit_option: "OFF¦"');
  });

  it('offers the types that the slot takes, by name as well as by URL', () => {
    const text = hcm(
      '          http_filters:\n          - name: envoy.filters.http.router\n            typed_config:\n              "@type": $0\n',
    );
    const { items: found } = items(text);
    assert.equal(found[0]?.label, 'Router');
    assert.equal(found[0]?.newText, 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router');
    assert.match(found[0]?.filterText ?? '', /^Router type\.googleapis\.com\//);
    assert.ok(!found.some(({ label }) => label === 'TcpProxy'));
  });

  it('offers @type first if an extension has no type, and its fields if it has one', () => {
    const any =
      'static_resources:\n  listeners:\n  - filter_chains:\n    - filters:\n      - name: x\n        typed_config:\n          $0';
    assert.deepEqual(labels(any), ['@type']);
    assert.equal(inserted(any, '@type'), '          "@type": ¦');
    assert.equal(inserted(any.replace('$0', '"$0"'), '@type'), '          "@type": ¦');
    assert.equal(labels(hcm('          $0'))[0], 'stat_prefix');
  });

  it('goes down through extensions in extensions and typed structs', () => {
    const struct = hcm(`          http_filters:
          - name: a
            typed_config:
              "@type": type.googleapis.com/xds.type.v3.TypedStruct
              type_url: type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua
              value:
                $0
`);
    assert.ok(labels(struct).includes('default_source_code'));
    const socket = cluster(`    transport_socket:
      name: envoy.transport_sockets.tls
      typed_config:
        "@type": >-
          type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
        common_tls_context:
          $0
`);
    assert.ok(labels(socket).includes('validation_context'));
  });

  it('knows the files of xDS', () => {
    const text = (lines: string) =>
      `#- /cds.yaml\nresources:\n- "@type": type.googleapis.com/envoy.config.cluster.v3.Cluster\n  name: app\n${lines}`;
    assert.ok(labels(text('  $0')).includes('connect_timeout'));
    assert.deepEqual(labels(text('- "@type": $0')).slice(0, 2), ['Listener', 'Cluster']);
  });

  it('offers names of extensions next to their config and as keys of maps', () => {
    assert.ok(labels(hcm('          http_filters:\n          - name: $0\n')).includes('envoy.filters.http.router'));
    assert.deepEqual(
      labels(cluster('    typed_extension_protocol_options:\n      $0')).includes(
        'envoy.extensions.upstreams.http.v3.HttpProtocolOptions',
      ),
      true,
    );
  });

  it('offers clusters wherever the API names one', () => {
    const text = `static_resources:
  clusters:
  - { name: one, type: STATIC }
  - { name: two, type: STATIC }
tracing:
  http:
    name: envoy.tracers.zipkin
    typed_config:
      "@type": type.googleapis.com/envoy.config.trace.v3.ZipkinConfig
      collector_cluster: $0
`;
    assert.deepEqual(labels(text), ['one', 'two']);
    assert.deepEqual(labels(text.replace('collector_cluster: $0', 'split_spans_for_request: $0')), ['true', 'false']);
    assert.deepEqual(labels(`${text.replace('$0', 'one')}node:\n  cluster: $0\n`), []);
  });

  it('works in a config inside a ConfigMap, half written or not begun', () => {
    const map = (lines: string) =>
      `#- /map.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: m }\ndata:\n  envoy.yaml: |\n${lines}`;
    const text = map('    static_resources:\n      clusters:\n      - name: app\n        conn$0\n  other: x\n');
    assert.equal(inserted(text, 'connect_timeout').split('\n')[0], '        connect_timeout: ¦');
    assert.ok(labels(map('    static_resources:\n      clusters:\n      - name: app\n        $0\n')).includes('type'));
    assert.equal(labels(map('    $0'))[0], 'static_resources');
    assert.deepEqual(labels(map('    static_resources: {}\n  $0')), []);
  });

  it('offers the keys of a bootstrap in a new file of that name', () => {
    assert.deepEqual(labels('#- /envoy.yaml\n$0').slice(0, 2), ['Envoy bootstrap', 'static_resources']);
    assert.deepEqual(labels('#- /envoy.yaml\nstat$0').slice(0, 2), ['Envoy bootstrap', 'static_resources']);
    assert.equal(labels('#- /envoy.yaml\nadmin: {}\n$0')[0], 'static_resources');
    assert.deepEqual(labels('#- /values.yaml\n$0'), []);
    assert.deepEqual(labels('#- /envoy.yaml\nimage: x\n$0'), []);
  });

  it('works next to broken lines', () => {
    assert.ok(labels(cluster('    type: [\n    lb_policy: }\n    $0\n  - name: b\n')).includes('connect_timeout'));
    assert.ok(labels(`admin: }\n${cluster('    "un: closed\n    $0\n')}`).includes('connect_timeout'));
  });

  it('reports nothing in comments, texts and free content', () => {
    assert.deepEqual(labels(cluster('    # $0\n')), []);
    assert.deepEqual(labels(cluster('    alt_stat_name: $0\n')), []);
    assert.deepEqual(labels(cluster('    metadata:\n      filter_metadata:\n        a:\n          $0')), []);
    assert.deepEqual(labels(cluster('    no_such_field:\n      $0')), []);
  });

  it('answers quickly in a large file', () => {
    const many = Array.from(
      { length: 1500 },
      (_, i) =>
        `  - name: c${i}\n    connect_timeout: 1s\n    type: STRICT_DNS\n    load_assignment:\n      cluster_name: c${i}\n      endpoints:\n      - lb_endpoints:\n        - endpoint:\n            address:\n              socket_address: { address: a, port_value: 80 }\n`,
    );
    const [file] = parseFixture(`static_resources:\n  clusters:\n${many.join('')}  - name: last\n    $0\n`);
    assert.ok(file?.cursor !== undefined);
    const workspace = workspaceOf([file]);
    complete(workspace, file.uri, file.cursor);
    const start = performance.now();
    assert.ok((complete(workspace, file.uri, file.cursor) ?? []).length > 20);
    const took = performance.now() - start;
    assert.ok(took < 200, `${took} ms`);
  });
});
