import assert from 'node:assert/strict';
import { bootstrapsOf, itAsksEnvoy, refusals } from '../../fixture/ask-envoy.ts';
import { checkFix, fixTitles, workspaceOf } from '../../fixture/check.ts';
import { parseFixture } from '../../fixture/parse-fixture.ts';

const code = 'envoy/unknown-field';

/** A bootstrap with a key in the wrong place, the result of the first fix, and its title. */
const moved: Readonly<Record<string, readonly [broken: string, fixed: string, title: string]>> = {
  'into the map beside it': [
    `static_resources:
  listeners: []
clusters: # all of them
  - name: app
    lb_policy: RANDOM
`,
    `static_resources:
  listeners: []
  clusters: # all of them
    - name: app
      lb_policy: RANDOM
`,
    "Move 'clusters' to Bootstrap.StaticResources",
  ],
  'to the end of the last item of the list above it': [
    `static_resources:
  clusters:
  - name: app
    type: STRICT_DNS
  load_assignment:
    cluster_name: app
    connect_timeout: 1s
    lb_policy: RANDOM
  listeners: []
`,
    `static_resources:
  clusters:
  - name: app
    type: STRICT_DNS
    load_assignment:
      cluster_name: app
    connect_timeout: 1s
    lb_policy: RANDOM
  listeners: []
`,
    "Move 'load_assignment' to Cluster",
  ],
  'out of a map into the one around it': [
    `node:
  id: a
  locality: { region: b }
  cluster: c
  extensions:
  - name: d
    version:
      version: { major_number: 1 }
      user_agent_name: e # kept
static_resources: {}
`,
    `node:
  id: a
  locality: { region: b }
  cluster: c
  extensions:
  - name: d
    version:
      version: { major_number: 1 }
  user_agent_name: e # kept
static_resources: {}
`,
    "Move 'user_agent_name' to Node",
  ],
  'into a map that was left out': [
    `static_resources:
  clusters:
  - name: app
    load_assignment:
      cluster_name: app
      endpoints:
      - lb_endpoints:
        - address:
            # the app
            socket_address: { address: 127.0.0.1, port_value: 80 }
          hostname: app
`,
    `static_resources:
  clusters:
  - name: app
    load_assignment:
      cluster_name: app
      endpoints:
      - lb_endpoints:
        - endpoint:
            address:
              # the app
              socket_address: { address: 127.0.0.1, port_value: 80 }
            hostname: app
`,
    "Move into 'endpoint'",
  ],
  'into a map that was left out, in braces': [
    'static_resources: { clusters: [{ name: app, load_assignment: { cluster_name: app, endpoints: [{ lb_endpoints: [{ address: { socket_address: { address: 127.0.0.1, port_value: 80 } } }] }] } }] }\n',
    'static_resources: { clusters: [{ name: app, load_assignment: { cluster_name: app, endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: 127.0.0.1, port_value: 80 } } } }] }] } }] }\n',
    "Move into 'endpoint'",
  ],
  'into one of several maps that were left out': [
    `static_resources:
  clusters:
  - name: app
    typed_extension_protocol_options:
      envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
        "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
        http2_protocol_options: {}
`,
    `static_resources:
  clusters:
  - name: app
    typed_extension_protocol_options:
      envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
        "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
        explicit_http_config:
          http2_protocol_options: {}
`,
    "Move into 'explicit_http_config'",
  ],
};

const fixture = (text: string): string => `#- /envoy.yaml\n${text}`;

describe('a key in the wrong place', () => {
  for (const [where, [broken, fixed, title]] of Object.entries(moved))
    it(`moves ${where}`, () => {
      assert.equal(fixTitles(fixture(broken), code)[0], title);
      checkFix(fixture(broken), code, fixture(fixed), title);
    });

  it('indents a single line', () => {
    const clusters = (indent: string) =>
      `static_resources:\n  listeners:\n  - address: { socket_address: { address: 127.0.0.1, port_value: 80 } }\n    filter_chains: [{}]\n${indent}clusters:\n  - name: app\n    connect_timeout: 1s\n`;
    const title = "Set indentation of 'clusters:' to 2";
    assert.equal(fixTitles(fixture(clusters('    ')), code)[0], title);
    checkFix(fixture(clusters('    ')), code, fixture(clusters('  ')), title);
  });

  it('is moved in a file of filesystem xDS as well', () => {
    const cds = (address: string) =>
      fixture(`resources:
- "@type": type.googleapis.com/envoy.config.cluster.v3.Cluster
  name: app
  connect_timeout: 1s
  load_assignment:
    cluster_name: app
    endpoints:
    - lb_endpoints:
      - endpoint:
          address:
${address}`);
    const [broken, fixed] = [
      cds('            socket_address:\n              address: 10.0.0.1\n            port_value: 80\n'),
      cds('            socket_address:\n              address: 10.0.0.1\n              port_value: 80\n'),
    ];
    checkFix(broken, code, fixed, "Move 'port_value' to SocketAddress");
  });

  it('is only renamed if no message near it has it', () => {
    assert.deepEqual(fixTitles(fixture('static_resources: { clusters: [{ name: a, conect_timeout: 1s }] }\n'), code), [
      "Rename to 'connect_timeout'",
    ]);
  });

  itAsksEnvoy('lies where Envoy takes it', async (envoy) => {
    const texts = Object.values(moved).flatMap(([, fixed]) => bootstrapsOf(workspaceOf(parseFixture(fixture(fixed)))));
    assert.deepEqual(await refusals(envoy, texts), []);
  });
});
