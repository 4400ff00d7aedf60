import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const cluster = (lines: string): string => `#- /envoy.yaml
static_resources:
  clusters:
  - name: app
    type: STRICT_DNS
${lines}`;

const options =
  '      envoy.extensions.upstreams.http.v3.HttpProtocolOptions:\n        "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions\n        explicit_http_config: { http2_protocol_options: {} }\n';

describe('a field that slid into a map by names', () => {
  it('is not taken for an extension', () => {
    checkDiagnostics(
      cluster(
        "    typed_extension_protocol_options:\n      load_assignment: { cluster_name: app }\n    # ^^^^^^^^^^^^^^^ error envoy/missing-typed-config: 'load_assignment' is a field of Cluster, not an entry of 'typed_extension_protocol_options'. Move it one level up.\n",
      ),
      { 'envoy/dns-cluster-without-endpoints': 'off' },
    );
  });

  it('moves to the message around it, and an empty map goes away', () => {
    checkFix(
      cluster(
        '    typed_extension_protocol_options:\n      load_assignment:\n        cluster_name: app\n        endpoints: []\n    lb_policy: MAGLEV\n',
      ),
      'envoy/missing-typed-config',
      cluster('    load_assignment:\n      cluster_name: app\n      endpoints: []\n    lb_policy: MAGLEV\n'),
    );
    checkFix(
      cluster('    typed_extension_protocol_options: { connect_timeout: 1s }\n'),
      'envoy/wrong-type',
      cluster('    connect_timeout: 1s\n'),
    );
  });

  it('moves behind the map if others are in it', () => {
    checkFix(
      cluster(`    typed_extension_protocol_options:\n${options}      connect_timeout: 1s # soon\n`),
      'envoy/wrong-type',
      cluster(`    typed_extension_protocol_options:\n${options}    connect_timeout: 1s # soon\n`),
    );
  });
});
