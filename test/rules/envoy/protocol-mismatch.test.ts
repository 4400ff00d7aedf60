import assert from 'node:assert/strict';
import { checkDiagnostics, checkFix, fixTitles } from '../../fixture/check.ts';

const code = 'envoy/protocol-mismatch';
const sidecar = (edit: string): string => `#- /envoy-config.yaml stock:sidecar-config\n#~ ${edit}\n`;

describe(code, () => {
  it('reports filter chains of a UDP listener, and takes them out', () => {
    const given =
      '#- /envoy.yaml\nstatic_resources:\n  listeners:\n    - name: dns\n      address: { socket_address: { protocol: UDP, address: 127.0.0.1, port_value: 53 } }\n';
    checkFix(`${given}      filter_chains: []\n`.replace('[]', '[{ filters: [] }]'), code, given);
  });

  it('enables HTTP/2 for gRPC health checks, which would be lost otherwise', () => {
    const checked = (lines: string): string =>
      `#- /envoy.yaml\nstatic_resources:\n  clusters:\n    - name: app\n      health_checks:\n        - { timeout: 1s, interval: 1s, unhealthy_threshold: 1, healthy_threshold: 1, grpc_health_check: {} }\n${lines}`;
    checkFix(
      checked(''),
      code,
      checked(
        '      typed_extension_protocol_options:\n        envoy.extensions.upstreams.http.v3.HttpProtocolOptions:\n          "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions\n          explicit_http_config:\n            http2_protocol_options: {}\n',
      ),
      'Enable HTTP/2 for this cluster',
    );
    assert.deepEqual(fixTitles(checked(''), code), ['Enable HTTP/2 for this cluster']);
  });

  it('makes a UDP listener of one with a filter for UDP and no filter chains', () => {
    const dns = (protocol: string, lines = ''): string => `#- /envoy.yaml
static_resources:
  clusters: [{ name: app }]
  listeners:
    - name: dns
      address: { socket_address: { address: 127.0.0.1, port_value: 53${protocol} } }
      listener_filters:
        - name: udp
          typed_config:
            "@type": type.googleapis.com/envoy.extensions.filters.udp.udp_proxy.v3.UdpProxyConfig
            stat_prefix: dns
            cluster: app
${lines}`;
    checkFix(dns(''), code, dns(', protocol: UDP'));
    checkFix(dns(', protocol: TCP'), code, dns(', protocol: UDP'));
    assert.deepEqual(fixTitles(dns('', '      filter_chains: [{ filters: [] }]\n'), code), []);
  });

  it('reports nothing about TCP', () =>
    checkDiagnostics(sidecar('protocol: x => y').replace('#~ protocol: x => y\n', '')));
});
