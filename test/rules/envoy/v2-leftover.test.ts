import assert from 'node:assert/strict';
import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';

const code = 'envoy/v2-leftover';
const title = 'Migrate to the v3 API';
const chain = (lines: string) =>
  `#- /envoy.yaml\nstatic_resources:\n  clusters: [{ name: app }]\n  listeners:\n    - filter_chains:\n        - filters:\n${lines}`;

/** Cut down to what the rule looks at. */
const incomplete = { 'envoy/unused-cluster': 'off', 'envoy/listener-incomplete': 'off' } as const;

describe(code, () => {
  it('renames a config that has its type', () => {
    checkFix(
      chain(
        '            - name: envoy.filters.network.echo\n              config: { "@type": type.googleapis.com/envoy.extensions.filters.network.echo.v3.Echo }\n',
      ),
      code,
      chain(
        '            - name: envoy.filters.network.echo\n              typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.network.echo.v3.Echo }\n',
      ),
    );
  });

  it('adds the type of the name to a config without one, as its first field', () => {
    checkFix(
      chain(
        '            - name: envoy.tcp_proxy\n              config:\n                stat_prefix: a # kept\n                cluster: app\n',
      ),
      code,
      chain(
        '            - name: envoy.tcp_proxy\n              typed_config:\n                "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy\n                stat_prefix: a # kept\n                cluster: app\n',
      ),
    );
    checkFix(
      chain('            - { name: envoy.tcp_proxy, config: { stat_prefix: a, cluster: app } }\n'),
      code,
      chain(
        '            - { name: envoy.tcp_proxy, typed_config: { "@type": "type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy", stat_prefix: a, cluster: app } }\n',
      ),
    );
  });

  it('names a nested config separately', () => {
    checkDiagnostics(
      chain(`            - name: envoy.http_connection_manager
              config:
#             ^^^^^^ error envoy/v2-leftover: 'config' is a v2 API field, removed in Envoy 1.18. Use 'typed_config' with '@type' instead.
                http_filters:
                  - name: envoy.router
                    config: {}
#                   ^^^^^^ error envoy/v2-leftover
`),
      incomplete,
    );
  });

  it('rewrites types, TLS contexts and regular expressions', () => {
    const listener = (type: string) =>
      chain(`            - { name: a, typed_config: { "@type": ${type}, stat_prefix: a, cluster: app } }\n`);
    checkFix(
      listener('type.googleapis.com/envoy.config.filter.network.tcp_proxy.v2.TcpProxy'),
      code,
      listener('type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy'),
    );
    checkFix(
      '#- /envoy.yaml\nstatic_resources:\n  clusters:\n    - name: app\n      tls_context:\n        sni: example.com\n        common_tls_context: { validation_context: { trusted_ca: { filename: /ca.pem } } }\n',
      code,
      '#- /envoy.yaml\nstatic_resources:\n  clusters:\n    - name: app\n      transport_socket:\n        name: envoy.transport_sockets.tls\n        typed_config:\n          "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext\n          sni: example.com\n          common_tls_context: { validation_context: { trusted_ca: { filename: /ca.pem } } }\n',
      title,
    );
    const route = (match: string) =>
      chain(
        `            - name: a\n              typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager, stat_prefix: a, http_filters: [], route_config: { virtual_hosts: [{ name: a, domains: ["*"], routes: [{ match: { ${match} }, redirect: {} }] }] } }\n`,
      );
    checkFix(route('regex: "/a.*"'), code, route('safe_regex: { regex: "/a.*" }'));
  });

  it('has no fix if something would be lost or is not known', () => {
    for (const cluster of [
      'hosts: [{ socket_address: { address: a, port_value: 80, resolver_name: b } }]',
      'hosts: [{ socket_address: { address: "$(HOST)", port_value: 80 } }]',
      'load_assignment: { cluster_name: app }, hosts: [{ socket_address: { address: a, port_value: 80 } }]',
      'tls_context: {}, transport_socket: {}',
      'transport_socket: { name: mine, config: {} }',
      'typed_extension_protocol_options: { a: { "@type": type.googleapis.com/envoy.api.v2.Unknown } }',
    ])
      assert.deepEqual(
        fixTitles(`#- /envoy.yaml\nstatic_resources: { clusters: [{ name: app, ${cluster} }] }\n`, code),
        [],
      );
  });

  it('reports nothing about the same names if v3 has them or any value is allowed', () => {
    checkDiagnostics(
      chain(`            - name: mine
              typed_config:
                "@type": type.googleapis.com/mine.v3.Filter
                dubbo_filters: [{ name: a, config: { "@type": type.googleapis.com/a.v3.B } }]
                access_log: [{ name: b, typed_config: { "@type": type.googleapis.com/a.v3.B, config: { name: c } } }]
            - name: other
              typed_config:
                "@type": type.googleapis.com/xds.type.v3.TypedStruct
                type_url: type.googleapis.com/mine.v3.Other
                value: { filters: [{ name: a, config: {} }] }
          metadata: { filter_metadata: { a: { filters: [{ name: a, config: {} }] } } }
`),
      { 'envoy/unknown-extension': 'off', ...incomplete },
    );
    checkDiagnostics(
      '#- /envoy.yaml\nstatic_resources: { clusters: [{ name: a, transport_socket_matches: [{ name: b, match: { regex: x }, transport_socket: { name: c, typed_config: { "@type": type.googleapis.com/a.v3.B } } }] }] }\n',
      { 'envoy/unknown-extension': 'off' },
    );
  });

  it('is a warning if a port is filled in before Envoy reads the config', () => {
    checkDiagnostics(`#- /envoy.yaml
admin: { address: { socket_address: { address: 127.0.0.1, port_value: "$(PORT)" } } }
static_resources:
  clusters:
    - name: a
      hosts: []
#     ^^^^^ warning envoy/v2-leftover
`);
  });
});
