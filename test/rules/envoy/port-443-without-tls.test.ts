import { checkDiagnostics } from '../../fixture/check.ts';

const code = 'envoy/port-443-without-tls';
const endpoint = '#~ address: 127.0.0.1, port_value: 8080 => address: api.example.com, port_value: 443\n';
const config = `#- /envoy-config.yaml stock:sidecar-config\n${endpoint}#~ type: STATIC => type: STRICT_DNS\n`;
const tls =
  '{ name: tls, typed_config: { "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext, sni: api.example.com, common_tls_context: { validation_context: { trusted_ca: { filename: /ca.pem } } } } }';

describe(code, () => {
  it('hints at plain HTTP to port 443', () => {
    checkDiagnostics(
      `${config}#? hint ${code} at "443": Cluster 'app' sends plain HTTP to port 443. Add a 'transport_socket' for TLS.\n`,
    );
  });

  it('is silent with TLS, on loopback, and on other ports', () => {
    checkDiagnostics(`${config}#~ connect_timeout: 1s => connect_timeout: 1s\\n          transport_socket: ${tls}\n`);
    checkDiagnostics('#- /envoy-config.yaml stock:sidecar-config\n#~ port_value: 8080 => port_value: 443\n');
    checkDiagnostics(`${config}#~ port_value: 443 => port_value: 80\n`);
  });

  it('is silent where the bytes of clients are forwarded', () => {
    checkDiagnostics(
      `${config}#~ route: { cluster: app } => route: { cluster: app, upgrade_configs: [{ upgrade_type: CONNECT, connect_config: {} }] }\n`,
    );
    checkDiagnostics(
      `${config}#~ filter_chains:\\n            - filters: => filter_chains:\\n            - filter_chain_match: { destination_port: 1 }\\n              filters: [{ name: tcp, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy, stat_prefix: a, cluster: app } }]\\n            - filters:\n`,
    );
  });
});
