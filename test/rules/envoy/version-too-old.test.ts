import assert from 'node:assert/strict';
import { bootstrapsOf, itAsksEnvoy, refusals } from '../../fixture/ask-envoy.ts';
import { checkDiagnostics, checkFix, diagnosticsOf, fixTitles, workspaceOf } from '../../fixture/check.ts';
import { parseFixture } from '../../fixture/parse-fixture.ts';

const code = 'envoy/version-too-old';

/** A config with a field that came with Envoy 1.39, for a version that a comment names. */
const budget = (version: string, field = 'budget_interval: 10s'): string => `#- /envoy.yaml
# envoy-sidecar: version=${version}
static_resources:
  clusters:
    - name: app
      circuit_breakers:
        thresholds:
          - retry_budget: { ${field} }
`;

/** The same in a ConfigMap for a pod with that image. */
const deployed = (
  image: string,
  pod = 'web',
  field = ' { max_connections: 5, retry_budget: { budget_interval: 10s } }',
) =>
  `#- /${pod}.yaml stock:sidecar-pod
#~ name: web => name: ${pod}
#~ envoyproxy/envoy:v1.40.0 => ${image}
#- /config.yaml
apiVersion: v1
kind: ConfigMap
metadata:
  name: envoy-config
data:
  envoy.yaml: |
    static_resources:
      listeners:
        - address: { socket_address: { address: 0.0.0.0, port_value: 9092 } }
          filter_chains: [{}]
      clusters:
        - name: app
          circuit_breakers:
            thresholds:
              -${field}
`;

describe(code, () => {
  it('reports a value of an enum that came later', () => {
    const filter = (version: string) => `#- /envoy.yaml
# envoy-sidecar: version=${version}
admin:
  address: { socket_address: { address: 127.0.0.1, port_value: 9901 } }
  access_log:
    - name: a
      filter: { status_code_filter: { comparison: { op: NE, value: { default_value: 500, runtime_key: a } } } }
      typed_config: { "@type": type.googleapis.com/envoy.extensions.access_loggers.file.v3.FileAccessLog, path: /dev/null }
`;
    // Envoy 1.36.4: "unknown enum value: 'NE'".
    checkDiagnostics(
      `${filter('1.36')}#? error ${code} at "NE": 'NE' requires Envoy 1.37 or later, but this config targets 1.36.\n`,
    );
    checkDiagnostics(filter('1.37'));
  });

  it('reports an extension that the binary accepts in this place only later', () => {
    const compressed = (version: string) => `#- /envoy.yaml
# envoy-sidecar: version=${version}
static_resources:
  clusters:
    - name: app
      typed_extension_protocol_options:
        envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
          "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
          explicit_http_config: { http_protocol_options: {} }
          http_filters:
            - name: compressor
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.http.compressor.v3.Compressor
                compressor_library: { name: gzip, typed_config: { "@type": type.googleapis.com/envoy.extensions.compression.gzip.compressor.v3.Gzip } }
            - { name: codec, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.upstream_codec.v3.UpstreamCodec } }
`;
    const off = { 'envoy/unused-cluster': 'off' } as const;
    // Envoy 1.39.3: "Didn't find a registered implementation for 'compressor'".
    const claim = `#? error ${code} at "type.googleapis.com/envoy.extensions.filters.http.compressor.v3.Compressor"\n`;
    checkDiagnostics(compressed('1.39') + claim, off);
    checkDiagnostics(compressed('1.40'), off);
  });

  it('offers to raise the comment that names the version, or to remove the field', () => {
    assert.deepEqual(fixTitles(budget('1.37'), code), ["Change the version to '1.39'", "Remove 'budget_interval'"]);
    checkFix(budget('1.37'), code, budget('1.39'), "Change the version to '1.39'");
    checkFix(
      budget('v1.37.2 # as in production'),
      code,
      budget('v1.39.3 # as in production'),
      "Change the version to 'v1.39.3'",
    );
    checkFix(budget('1.37'), code, budget('1.37', '').replace('{  }', '{}'), "Remove 'budget_interval'");
  });

  const raised: Readonly<Record<string, string>> = {
    'envoyproxy/envoy:v1.36-latest': 'envoyproxy/envoy:v1.39-latest',
    'envoyproxy/envoy:v1.36.4': 'envoyproxy/envoy:v1.39.3',
    'envoyproxy/envoy:distroless-v1.36.4': 'envoyproxy/envoy:distroless-v1.39.3',
    'envoyproxy/envoy:contrib-distroless-v1.38-latest': 'envoyproxy/envoy:contrib-distroless-v1.39-latest',
    '"docker.io/envoyproxy/envoy:v1.36.4" # the proxy': '"docker.io/envoyproxy/envoy:v1.39.3" # the proxy',
    'mirror.example:5000/envoyproxy/envoy:contrib-v1.36.4': 'mirror.example:5000/envoyproxy/envoy:contrib-v1.39.3',
  };
  for (const [before, after] of Object.entries(raised))
    it(`offers to raise the image ${before}`, () => {
      const version = /\d+\.\d+(\.\d+)?/.exec(after)?.[0];
      checkFix(deployed(before), code, deployed(after), `Change the image tag to 'v${version}'`);
    });

  it('keeps tags without a known newer one', () => {
    for (const image of [
      'envoyproxy/envoy-alpine:v1.36.4',
      'example.com/envoy:1.36.4',
      'envoyproxy/envoy:v1.36.4-custom',
      `envoyproxy/envoy:v1.36.4@sha256:${'0'.repeat(64)}`,
    ])
      assert.deepEqual(fixTitles(deployed(image), code), ["Remove 'budget_interval'"], image);
  });

  it('raises the tag that a kustomization puts in its place', () => {
    const overlay = (tag: string) =>
      `${deployed('envoyproxy/envoy:v1.32.0')}#- /overlay/kustomization.yaml\nimages:\n  - name: envoyproxy/envoy\n    newTag: ${tag}\n`;
    const title = "Change the image tag to 'v1.39'";
    checkFix(overlay('"v1.36-latest" # pinned'), code, overlay('"v1.39-latest" # pinned'), title);
  });

  it('raises the images of all workloads that read the config and are older', () => {
    const two = (a: string, b: string) =>
      `#- /a.yaml stock:sidecar-pod\n#~ name: web => name: a\n#~ envoyproxy/envoy:v1.40.0 => ${a}\n${deployed(b)}`;
    const title = "Change the image tag to 'v1.39.3'";
    checkFix(
      two('envoyproxy/envoy:v1.36.4', 'envoyproxy/envoy:v1.38-latest'),
      code,
      two('envoyproxy/envoy:v1.39.3', 'envoyproxy/envoy:v1.39-latest'),
      title,
    );
    checkFix(
      two('envoyproxy/envoy:v1.36.4', 'envoyproxy/envoy:v1.40.0'),
      code,
      two('envoyproxy/envoy:v1.39.3', 'envoyproxy/envoy:v1.40.0'),
      title,
    );
    assert.deepEqual(
      fixTitles(two('envoyproxy/envoy:v1.36.4', 'example.com/envoy:1.36.4'), code),
      ["Remove 'budget_interval'"],
      'the other image would still be too old',
    );
  });

  it('prefers no fix, and does not remove what the message requires', () => {
    const workspace = workspaceOf(parseFixture(budget('1.37')));
    const fixes = diagnosticsOf(workspace, code).flatMap((diagnostic) => diagnostic.fixes?.() ?? []);
    assert.ok(fixes.length > 0 && fixes.every(({ preferred }) => !preferred));
    const route = `#- /rds.yaml
# envoy-sidecar: version=1.32
static_resources:
  listeners:
    - address: { socket_address: { address: 127.0.0.1, port_value: 80 } }
      filter_chains:
        - filters:
            - name: hcm
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: a
                http_filters: []
                route_config:
                  virtual_hosts:
                    - name: a
                      domains: ["*"]
                      rate_limits:
                        - actions:
                            - query_parameters: { descriptor_key: a, query_parameter_name: b }
`;
    assert.deepEqual(fixTitles(route, code), ["Change the version to '1.35'"]);
  });

  itAsksEnvoy('yields what Envoy takes', async (envoy) => {
    const fixed = [budget('1.37', '').replace('{  }', '{}'), deployed('envoyproxy/envoy:v1.39.3')];
    assert.deepEqual(
      await refusals(
        envoy,
        fixed.flatMap((text) => bootstrapsOf(workspaceOf(parseFixture(text)))),
      ),
      [],
    );
  });

  it('knows the API since 1.22, and leaves extensions alone that older binaries may have had', () => {
    const tracer = (version: string) => `#- /envoy-config.yaml stock:sidecar-config
#~ kind: ConfigMap => # envoy-sidecar: version=${version}\\nkind: ConfigMap
#~ stat_prefix: ingress => stat_prefix: ingress\\n                    tracing: { provider: { name: a, typed_config: { "@type": type.googleapis.com/envoy.config.trace.v3.LightstepConfig, collector_cluster: app } } }
`;
    const off = { 'envoy/deprecated-field': 'off' } as const;
    checkDiagnostics(tracer('1.22'), off);
    checkDiagnostics(
      `${tracer('1.36')}#? error envoy/wrong-extension-category at "type.googleapis.com/envoy.config.trace.v3.LightstepConfig"\n`,
      off,
    );
    const lua = (version: string) => `#- /envoy-config.yaml stock:sidecar-config
#~ kind: ConfigMap => # envoy-sidecar: version=${version}\\nkind: ConfigMap
#~ - name: envoy.filters.http.router => - name: lua\\n                        typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua, default_source_code: { inline_string: "x = 1" } }\\n                      - name: envoy.filters.http.router
`;
    checkDiagnostics(lua('1.26'));
    checkDiagnostics(`${lua('1.22')}#? error ${code} at "default_source_code"\n`);
  });
});
