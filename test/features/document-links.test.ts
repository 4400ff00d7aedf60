import assert from 'node:assert/strict';
import { documentLinks } from '../../server/src/analysis/index.ts';
import { fileName } from '../../server/src/analysis/workspace/uri-path.ts';
import { workspaceOf } from '../fixture/check.ts';
import { parseFixture } from '../fixture/parse-fixture.ts';

/** `file: path → file line` for each link. */
function linksIn(fixture: string): readonly string[] {
  const workspace = workspaceOf(parseFixture(fixture));
  return [...workspace.files.values()].flatMap(({ uri, text }) =>
    documentLinks(workspace, uri).flatMap((link) => {
      if ('url' in link) return [];
      const { range, target } = link;
      const there = workspace.files.get(target.uri)?.text.slice(0, target.range.start) ?? '';
      const path = text.slice(range.start, range.end);
      return `${fileName(uri)}: ${path} → ${fileName(target.uri)} ${there.split('\n').length}`;
    }),
  );
}

const pod = (args: string) => `#- /pod.yaml
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  containers:
    - name: envoy
      image: envoyproxy/envoy:v1.40.0
      ${args}
      volumeMounts: [{ name: config, mountPath: /etc/envoy }]
  volumes: [{ name: config, configMap: { name: envoy-config } }]
`;
const inPod = ['pod.yaml: /etc/envoy → map.yaml 7', 'pod.yaml: /etc/envoy/envoy.yaml → map.yaml 7'];

describe('document links', () => {
  it("lead from the mount and the path of Envoy's config to the config, also in a script", () => {
    const map = '#- /map.yaml stock:sidecar-config\n';
    assert.deepEqual(linksIn(`${pod('args: [-c, /etc/envoy/envoy.yaml]')}${map}`), inPod);
    assert.deepEqual(
      linksIn(`${pod('command: [sh, -c, "exec envoy -c /etc/envoy/envoy.yaml -l info"]')}${map}`),
      inPod,
    );
    assert.deepEqual(linksIn(pod('args: [-c, /etc/envoy/envoy.yaml]')), []);
  });

  it('lead from the files that a config names to those of xDS and to certificates', () => {
    const map = `#- /map.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: envoy-config }
data:
  ca.pem: a
  clusters.yaml: |
    resources:
      - "@type": type.googleapis.com/envoy.config.cluster.v3.Cluster
        name: app
        transport_socket:
          name: envoy.transport_sockets.tls
          typed_config:
            "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
            common_tls_context: { validation_context: { trusted_ca: { filename: /etc/envoy/absent.pem } } }
  envoy.yaml: |
    dynamic_resources:
      cds_config: { path_config_source: { path: /etc/envoy/clusters.yaml } }
    static_resources:
      clusters:
        - name: other
          transport_socket:
            name: envoy.transport_sockets.tls
            typed_config:
              "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
              common_tls_context: { validation_context: { trusted_ca: { filename: /etc/envoy/ca.pem } } }
`;
    assert.deepEqual(linksIn(`${pod('args: [-c, /etc/envoy/envoy.yaml]')}${map}`), [
      ...inPod.map((one) => one.replace('yaml 7', 'yaml 16')),
      'map.yaml: /etc/envoy/clusters.yaml → map.yaml 7',
      'map.yaml: /etc/envoy/ca.pem → map.yaml 5',
    ]);
  });

  it("lead from the tag of Envoy's image and the types of extensions to Envoy's documentation", () => {
    const files = parseFixture(`${pod('args: []')}#- /map.yaml stock:sidecar-config\n`);
    const workspace = workspaceOf(files);
    const pages = files.flatMap(({ uri, text }) =>
      documentLinks(workspace, uri).flatMap((link) =>
        'url' in link ? [`${text.slice(link.range.start, link.range.end)} → ${link.url}`] : [],
      ),
    );
    const docs = 'https://www.envoyproxy.io/docs/envoy/v1.40.0';
    const manager = 'extensions/filters/network/http_connection_manager/v3/http_connection_manager.proto';
    const types = 'type.googleapis.com/envoy.extensions.filters';
    assert.deepEqual(pages, [
      `envoyproxy/envoy:v1.40.0 → ${docs}/version_history/v1.40/v1.40.0`,
      `${types}.network.http_connection_manager.v3.HttpConnectionManager → ${docs}/api-v3/${manager}#envoy-v3-api-msg-extensions-filters-network-http-connection-manager-v3-httpconnectionmanager`,
      `${types}.http.router.v3.Router → ${docs}/api-v3/extensions/filters/http/router/v3/router.proto#envoy-v3-api-msg-extensions-filters-http-router-v3-router`,
    ]);
  });

  it('lead from a kustomization to its files and folders', () => {
    const kustomization = `#- /overlay/kustomization.yaml
namespace: base
resources: [../base, ../absent.yaml]
patches: [{ path: patch.yaml }]
configMapGenerator:
  - name: config
    files: [envoy.yaml=../envoy.json, ../plain.yaml]
#- /base/kustomization.yaml
resources: []
#- /overlay/patch.yaml
kind: Pod
#- /envoy.json
{}
#- /plain.yaml
a: 1
`;
    assert.deepEqual(linksIn(kustomization), [
      'kustomization.yaml: ../base → kustomization.yaml 1',
      'kustomization.yaml: patch.yaml → patch.yaml 1',
      'kustomization.yaml: ../envoy.json → envoy.json 1',
      'kustomization.yaml: ../plain.yaml → plain.yaml 1',
    ]);
  });
});
