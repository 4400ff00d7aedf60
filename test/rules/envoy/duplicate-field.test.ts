import assert from 'node:assert/strict';
import { duplicateField } from '../../../server/src/analysis/rules/envoy/duplicate-field.ts';
import { checkDiagnostics, checkFix, diagnosticsOf, fixTitles, workspaceOf } from '../../fixture/check.ts';
import { parseFixture } from '../../fixture/parse-fixture.ts';

const both = `#- /envoy.yaml
static_resources:
  clusters: [{ name: app, type: STATIC }]
staticResources:
  listeners:
  - name: l
    address: { socket_address: { address: 127.0.0.1, port_value: 1 } }
    filterChains:
    - filters:
      - name: tcp
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy
          stat_prefix: x
          cluster: app
`;

describe('envoy/duplicate-field', () => {
  it('reports its examples, and the fix repairs them', () => {
    for (const { before, after } of duplicateField.examples) {
      checkDiagnostics(before);
      checkFix(before, 'envoy/duplicate-field', after ?? '');
    }
  });

  it('reports the field, and nothing that the other half may hold', () => {
    checkDiagnostics(`${both}#? warning envoy/duplicate-field at "staticResources"\n`);
    const titles = fixTitles(both, 'envoy/duplicate-field');
    assert.deepEqual(titles, [
      "Keep 'static_resources' and remove 'staticResources'",
      "Keep 'staticResources' and remove 'static_resources'",
    ]);
  });

  it('does not report that one of the two has a type of another place, because Envoy may use the other one', () => {
    const types = 'type.googleapis.com/envoy.extensions';
    checkDiagnostics(`#- /envoy.yaml
static_resources: {}
default_regex_engine:
  name: a
  typedConfig: { "@type": ${types}.regex_engines.v3.GoogleRE2 }
  typed_config: { "@type": ${types}.filters.http.cors.v3.Cors }
#? warning envoy/duplicate-field at "typed_config"
`);
  });

  it('reports it in any message, once, whatever comes first', () => {
    const found = diagnosticsOf(
      workspaceOf(
        parseFixture(`#- /envoy.yaml
node: { userAgentName: x, id: i, user_agent_name: z }
static_resources:
  clusters:
  - name: a
    typed_extension_protocol_options:
      envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
        "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
        common_http_protocol_options: { idle_timeout: 1s }
        commonHttpProtocolOptions: { idle_timeout: 2s }
        explicit_http_config: { http2_protocol_options: {} }
`),
      ),
      'envoy/duplicate-field',
    );
    assert.deepEqual(
      found.map(({ message }) => message.args[1]),
      ['user_agent_name', 'commonHttpProtocolOptions'],
    );
  });

  it('lets errors in both values be reported, because Envoy parses both, and the items of both lists', () => {
    const cluster = (fields: string, at: string, code: string) => `#- /envoy.yaml
static_resources: { clusters: [{ name: app, ${fields} }] }
#? warning envoy/duplicate-field at "${/ (\w+_\w+):/.exec(fields)?.[1]}"
#? error envoy/${code} at "${at}"
`;
    const off = { 'envoy/unused-cluster': 'off' } as const;
    checkDiagnostics(cluster('connectTimeout: 1s, connect_timeout: "soon"', '"soon"', 'invalid-value'), off);
    checkDiagnostics(cluster('healthChecks: [], health_checks: [{ timeout: 0s }]', '0s', 'out-of-range'), off);
    checkDiagnostics(
      `#- /envoy.yaml
static_resources: { clusters: [{ name: app, connectTimeout: 1s, connect_timeout: 0s }] }
#? warning envoy/duplicate-field at "connect_timeout"
`,
      off,
    );
  });

  it('is silent for a value that is not set, for members of a oneof, and for what is no field', () => {
    checkDiagnostics(`#- /envoy.yaml
node: { id: i, user_agent_name: x, userAgentName: ~, metadata: { a_b: 1, aB: 2 } }
static_resources: {}
`);
    checkDiagnostics(`#- /envoy.yaml
admin: { address: { socket_address: { address: 127.0.0.1, port_value: 1, portValue: 2 } } }
#? error envoy/oneof-conflict at "portValue"
`);
  });
});
