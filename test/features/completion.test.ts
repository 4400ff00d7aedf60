import assert from 'node:assert/strict';
import { complete, displayWords } from '../../server/src/analysis/index.ts';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

/** What is offered at the cursor: label and detail. */
function offered(fixture: string): string[] {
  const files = parseFixture(fixture);
  const file = files.find(({ cursor }) => cursor !== undefined);
  assert.ok(file?.cursor !== undefined, 'no cursor');
  return (complete(workspaceOf(files), file.uri, file.cursor) ?? []).map(
    ({ label, detail }) => `${label} | ${displayWords(detail)}`,
  );
}

const envoy = '#- /envoy.yaml stock:seed-envoy\n';
const pod = '#- /pod.yaml stock:seed-pod\n';
const service = '#- /service.yaml stock:seed-service\n';

describe('completion', () => {
  it('offers clusters for the name of a cluster, whether something is typed or not', () => {
    for (const change of [
      'cluster: targetCluster => cluster: $0',
      'cluster: targetCluster => cluster: tar$0',
      'cluster: targetCluster => cluster: "$0"',
      'cluster_name: service => cluster_name: $0',
    ])
      assert.deepEqual(offered(`${envoy}#~ ${change}\n`), ['targetCluster | cluster STRICT_DNS'], change);
  });

  it('replaces what is written', () => {
    const [file] = parseFixture(`${envoy}#~ cluster: targetCluster => cluster: tar$0\n`);
    assert.ok(file?.cursor);
    const [item] = complete(workspaceOf([file]), file.uri, file.cursor) ?? [];
    assert.equal(item && file.text.slice(item.range.start, item.range.end), 'tar');
  });

  it('ranks clusters that nothing refers to yet before the others', () => {
    const text = `static_resources:
  listeners: [{ filter_chains: [{ filters: [{ typed_config: { route_config: { virtual_hosts: [{ routes: [
    { route: { cluster: first } }, { route: { cluster: $0 } }] }] } } }] }] }]
  clusters: [{ name: first }, { name: second }, { name: third }]
`;
    assert.deepEqual(offered(text), ['second | cluster', 'third | cluster', 'first | cluster']);
  });

  it('stays inside quotes, and adds them if JSON or the name requires them', () => {
    const written = (text: string): string[] => {
      const [file] = parseFixture(text);
      assert.ok(file?.cursor !== undefined);
      const { uri, text: before, cursor } = file;
      return (complete(workspaceOf([file]), uri, cursor) ?? []).map(
        ({ label, range }) => before.slice(0, range.start).slice(-1) + label + before.slice(range.end).slice(0, 1),
      );
    };
    const json = (value: string) =>
      `#- /envoy.json\n{"static_resources":{"listeners":[{"x":{"route":{"cluster":${value}}}}],"clusters":[{"name":"app"}]}}`;
    assert.deepEqual(written(json('"$0"')), ['"app"']);
    assert.deepEqual(written(json('"a$0"')), ['"app"']);
    assert.deepEqual(written(json('$0')), [':"app"}']);
    const yaml = (name: string) =>
      `static_resources:\n  listeners: [{ route: { cluster: $0 } }]\n  clusters: [{ name: ${name} }]\n`;
    assert.deepEqual(written(yaml('outbound|80||app')), [' outbound|80||app ']);
    assert.deepEqual(written(yaml('"a: b"')), [' "a: b" ']);
  });

  it('offers the declared containerPort as the port of a listener', () => {
    assert.deepEqual(offered(`${pod}${envoy}#~ port_value: 9092 => port_value: $0\n`), ['9092 | containerPort']);
  });

  it('offers the ports of a container to its probes', () => {
    const probe = (image: string) =>
      `${pod}#~ ${image} => ${image}\\n    livenessProbe: { httpGet: { port: $0 } }\n${envoy}`;
    assert.deepEqual(offered(probe('image: nginx:latest')), ['80 | container main-container']);
    assert.ok(offered(probe('image: envoyproxy/envoy-dev:latest')).some((one) => one.startsWith('9092 | ')));
  });

  it('offers the admin no port of a listener', () => {
    assert.deepEqual(offered(`${pod}${envoy}#~ port_value: 9901 => port_value: $0\n`), []);
  });

  it("offers what the clusters call as an app's containerPort", () => {
    const ports = 'image: nginx:latest => image: nginx:latest\\n    ports:\\n    - containerPort: $0';
    assert.deepEqual(offered(`${pod}#~ ${ports}\n${envoy}`), ['80 | cluster targetCluster']);
  });

  it("offers the app's port for an endpoint on loopback", () => {
    assert.deepEqual(offered(`${pod}${envoy}#~ port_value: 80    => port_value: $0\n`), [
      '80 | container main-container',
    ]);
  });

  it("offers Envoy's ports as containerPort, undeclared ones first", () => {
    assert.deepEqual(offered(`${pod}#~ containerPort: 9092 => containerPort: $0\n${envoy}`), [
      '9092 | listener listener_0',
      '9901 | admin',
    ]);
  });

  it("offers ports and their names as a Service's targetPort", () => {
    assert.deepEqual(
      offered(
        `${pod}#~ containerPort: 9092 => name: web\\n      containerPort: 9092\n${envoy}${service}#~ targetPort: 9092 => targetPort: $0\n`,
      ),
      ['9092 | listener listener_0', '9901 | admin', 'web | sidecar-container 9092', '80 | container main-container'],
    );
  });

  it('offers volumes to a mount and ConfigMaps to a volume', () => {
    const map = '#- /map.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: { name: proxy }\ndata: { a: b }\n';
    assert.deepEqual(offered(`${pod}#~ volumeMounts:\\n    - name: envoy-config => volumeMounts:\\n    - name: $0\n`), [
      'envoy-config | hostPath /config/samples/sidecar/configmap.yaml',
    ]);
    assert.deepEqual(
      offered(
        `${pod}#~ hostPath:\\n        path: /config/samples/sidecar/configmap.yaml => configMap:\\n        name: $0\n${map}`,
      ),
      ['proxy | ConfigMap in map.yaml', 'envoy-config | name of the volume'],
    );
  });

  it('works in a config inside a ConfigMap and in flow style', () => {
    assert.deepEqual(
      offered(`#- /map.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: m }
data:
  envoy.yaml: |
    static_resources:
      listeners: [{ filter_chains: [{ filters: [{ typed_config: { route_config: { virtual_hosts: [{ routes: [{ route: { cluster: a$0 } }] }] } } }] }] }]
      clusters: [{ name: app, type: STATIC }]
`),
      ['app | cluster STATIC'],
    );
  });

  it('reports nothing elsewhere', () => {
    assert.deepEqual(offered(`${envoy}#~ codec_type: AUTO => stat_name: $0\n`), []);
    assert.deepEqual(offered('#- /x.yaml\nfoo: $0\n'), []);
  });
});
