import assert from 'node:assert/strict';
import { complete } from '../../server/src/analysis/index.ts';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';
import { cluster, hcm, inserted, items, labels, own, snippet } from './completed.ts';

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

  it('begins a message with what belongs to it in any case', () => {
    assert.equal(
      snippet('static_resources:\n  listeners:\n  - name: l\n    $0\n', 'address'),
      'address:\n      socket_address:\n        address: ${1:0.0.0.0}\n        port_value: $0',
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

  it('knows the files of xDS', () => {
    const text = (lines: string) =>
      `#- /cds.yaml\nresources:\n- "@type": type.googleapis.com/envoy.config.cluster.v3.Cluster\n  name: app\n${lines}`;
    assert.ok(labels(text('  $0')).includes('connect_timeout'));
    assert.deepEqual(labels(text('- "@type": $0')).slice(0, 2), ['Listener', 'Cluster']);
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
