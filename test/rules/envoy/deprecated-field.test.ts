import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';
import assert from 'node:assert/strict';

const code = 'envoy/deprecated-field';

describe(code, () => {
  it('rewrites access_log_path and keeps its comment and neighbours', () => {
    checkFix(
      '#- /envoy.yaml\nadmin: # the admin\n  accessLogPath: "/tmp/a b.log" # log\n  address: { socket_address: { address: 127.0.0.1, port_value: 1 } }\n',
      code,
      '#- /envoy.yaml\nadmin: # the admin\n  access_log:\n  - name: envoy.access_loggers.file\n    typed_config:\n      "@type": type.googleapis.com/envoy.extensions.access_loggers.file.v3.FileAccessLog\n      path: /tmp/a b.log # log\n  address: { socket_address: { address: 127.0.0.1, port_value: 1 } }\n',
    );
  });

  it('rewrites in flow style and in JSON', () => {
    checkFix(
      '#- /envoy.json\n{"admin": {"access_log_path": "/a"}, "static_resources": {}}\n',
      code,
      '#- /envoy.json\n{"admin": {"access_log": [{"name":"envoy.access_loggers.file","typed_config":{"@type":"type.googleapis.com/envoy.extensions.access_loggers.file.v3.FileAccessLog","path":"/a"}}]}, "static_resources": {}}\n',
    );
  });

  it('reports nothing if Envoy sees no difference: a scalar with the default value', () => {
    checkDiagnostics(
      '#- /envoy.yaml\nadmin:\n  access_log_path: ""\n  address: { socket_address: { address: 127.0.0.1, port_value: 1 } }\n',
    );
    checkDiagnostics(
      '#- /envoy.yaml\nstatic_resources:\n  clusters:\n    - { name: a, use_tcp_for_dns_lookups: false }\n    - { name: b, use_tcp_for_dns_lookups: true }\n#                ^^^^^^^^^^^^^^^^^^^^^^^ warning envoy/deprecated-field\n',
    );
  });

  it('is an error for the transport of v2, which Envoy rejects', () => {
    const config = (version: string) =>
      `#- /envoy.yaml\nstatic_resources: {}\nstats_sinks:\n  - name: a\n    typed_config:\n      "@type": type.googleapis.com/envoy.config.metrics.v3.MetricsServiceConfig\n      transport_api_version: ${version}\n      grpc_service: { google_grpc: { target_uri: a, stat_prefix: a } }\n`;
    checkDiagnostics(`${config('V2')}#? error ${code} at "V2": 'V2' is deprecated and no longer allowed.\n`);
    checkFix(config('V2'), code, config('V3'));
  });

  it('offers no rewrite of a path that an alias refers to', () => {
    const anchored = '#- /envoy.yaml\nadmin: { access_log_path: &a /tmp/a }\nnode: { id: *a }\n';
    assert.deepEqual(fixTitles(anchored, code), []);
  });

  it('offers no rewrite next to an access_log, and reports nothing about that', () => {
    const both =
      '#- /envoy.yaml\nstatic_resources: {}\nadmin: { access_log: [], access_log_path: /a }\n#                        ^^^^^^^^^^^^^^^ warning envoy/deprecated-field\n';
    checkDiagnostics(both);
    assert.deepEqual(fixTitles(both, code), []);
    checkDiagnostics('#- /envoy.yaml\nstatic_resources: {}\nadmin: { access_log: [] }\n');
  });
});
