import assert from 'node:assert/strict';
import { displayWords, formatMessage, hover } from '../../server/src/analysis/index.ts';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

/** Title, type and sentences at the cursor, and the text they are about. */
function shown(fixture: string): string | undefined {
  const files = parseFixture(fixture);
  const file = files.find(({ cursor }) => cursor !== undefined);
  assert.ok(file?.cursor !== undefined, 'no cursor');
  const found = hover(workspaceOf(files), file.uri, file.cursor);
  if (!found) return undefined;
  const { title, type, sentences } = found.description;
  const text = file.text.slice(found.range.start, found.range.end);
  return [`[${text}]`, `${title}: ${displayWords(type)}.`, ...sentences.map((one) => formatMessage(one))].join(' ');
}

const cluster = (lines: string): string => `static_resources:\n  clusters:\n  - name: app\n${lines}`;

describe('hover', () => {
  it('shows the type and the constraints of a field', () => {
    assert.equal(
      shown(cluster('    connect_t$0imeout: 1s\n')),
      '[connect_timeout] connect_timeout: Duration. More than 0s.',
    );
    assert.equal(shown('static_resources:\n  clusters:\n  - na$0me: app\n'), '[name] name: string. Required.');
    assert.equal(
      shown(cluster('    health_c$0hecks: []\n')),
      '[health_checks] health_checks: list of HealthCheck. At most 8 items.',
    );
    assert.equal(
      shown('admin: { address: { socket_address: { address: 0.0.0.0, po$0rt_value: 80 } } }\n'),
      '[port_value] port_value: uint32. Exactly one of this and `named_port` must be set. At most 65535.',
    );
  });

  it('knows fields in lowerCamelCase', () => {
    assert.match(shown('staticResources: { clusters: [{ connectT$0imeout: 1s }] }') ?? '', /connect_timeout: Duration/);
  });

  it('shows since which version a field exists or is deprecated', () => {
    assert.match(shown(cluster('    http2_p$0rotocol_options: {}\n')) ?? '', /Deprecated\./);
  });

  it('shows values of enums', () => {
    assert.equal(shown(cluster('    type: ST$0ATIC\n')), '[STATIC] STATIC: Cluster.DiscoveryType. Default value.');
    assert.equal(shown(cluster('    type: strict$0_dns\n')), '[strict_dns] STRICT_DNS: Cluster.DiscoveryType.');
  });

  it('shows the extension of a type', () => {
    const text = `static_resources:
  listeners:
  - filter_chains:
    - filters:
      - name: x
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpP$0roxy
`;
    const expected =
      'TcpProxy: envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy. Config of the extension `envoy.filters.network.tcp_proxy` (envoy.filters.network).';
    assert.ok(shown(text)?.endsWith(expected), shown(text));
    assert.equal(shown(text.replace('$0', '').replace('@type', '@t$0ype')), `["@type"] ${expected}`);
  });

  it('shows the endpoints of a cluster', () => {
    assert.equal(
      shown('#- /envoy.yaml stock:seed-envoy\n#~ cluster: targetCluster => cluster: target$0Cluster\n'),
      '[targetCluster] targetCluster: cluster STRICT_DNS. Endpoints: `127.0.0.1:80`.',
    );
  });

  it('works in a ConfigMap', () => {
    const map = `#- /map.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: m }
data:
  envoy.yaml: |
    static_resources:
      clusters:
      - na$0me: app
`;
    assert.equal(shown(map), '[name] name: string. Required.');
  });

  it('describes the fields of manifests', () => {
    const pod = (change: string) => shown(`#- /pod.yaml stock:seed-pod\n#~ ${change}\n`);
    assert.equal(
      pod('containerPort: 9092 => container$0Port: 9092'),
      '[containerPort] containerPort: integer. Required. From 1 to 65535.',
    );
    assert.equal(pod('kind: Pod => kind: P$0od'), '[Pod] Pod: v1.');
    assert.equal(pod('volumes: => vol$0umes:'), '[volumes] volumes: list of Volume.');
    assert.equal(
      pod('containerPort: 9092 => containerPort: 9092\\n      proto$0col: TCP'),
      '[protocol] protocol: string. The default is `TCP`. One of `TCP`, `SCTP`, `UDP`.',
    );
  });

  it('says since when Kubernetes has a field or a kind, and whether the version of the file has it', () => {
    const pod = (version: string) =>
      shown(
        `#- /pod.yaml\n# envoy-sidecar: kubernetes=${version}\napiVersion: v1\nkind: Pod\nspec:\n  res$0ources: {}\n`,
      );
    const about = '[resources] resources: ResourceRequirements.';
    assert.equal(pod('1.32'), `${about} Since Kubernetes 1.32.`);
    assert.equal(
      pod('1.31'),
      `${about} Not available in Kubernetes 1.31, the version this file is checked for. Since Kubernetes 1.32.`,
    );
  });

  it('is silent where the API says nothing', () => {
    assert.equal(shown(cluster('    no_such$0_field: 1\n')), undefined);
    assert.equal(shown('#- /pod.yaml stock:seed-pod\n#~ name: my-pod => name: my-p$0od\n'), undefined);
    assert.equal(shown('#- /x.yaml\napiVersion: example.com/v1\nkind: Th$0ing\n'), undefined);
  });
});
