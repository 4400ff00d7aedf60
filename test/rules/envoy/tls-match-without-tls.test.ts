import { checkDiagnostics } from '../../fixture/check.ts';

const code = 'envoy/tls-match-without-tls';
const config = (match: string, more = ''): string =>
  `#- /envoy-config.yaml stock:sidecar-config\n#~ - filters: => - filter_chain_match: { ${match} }\\n              filters:\n${more}`;
const inspect = (type: string): string =>
  `#~ filter_chains: => listener_filters: [{ name: a, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.listener.${type} } }]\\n          filter_chains:\n`;

describe(code, () => {
  it('reports matches of TLS for HTTP without TLS', () => {
    checkDiagnostics(
      `${config('serverNames: [a.example.com]')}#? warning ${code} at "serverNames": Only TLS connections match here, but this filter chain has no TLS. Add a 'transport_socket'.\n`,
    );
    checkDiagnostics(
      `${config('transport_protocol: tls', inspect('tls_inspector.v3.TlsInspector'))}#? warning ${code} at "transport_protocol"\n`,
    );
  });

  it('reports matches of ALPN, unless the protocol is known in another way', () =>
    checkDiagnostics(`${config('application_protocols: [h2]')}#? warning ${code} at "application_protocols"\n`));

  it('reports nothing for chains with TLS, other matches, and listeners that get the name in another way', () => {
    checkDiagnostics(config('server_names: []'));
    checkDiagnostics(config('transport_protocol: raw_buffer'));
    checkDiagnostics(config('application_protocols: [h2c]', inspect('http_inspector.v3.HttpInspector')));
    checkDiagnostics(config('application_protocols: []'));
    checkDiagnostics(config('server_names: [a]', inspect('proxy_protocol.v3.ProxyProtocol')));
    checkDiagnostics(`#- /envoy.yaml
static_resources:
  listeners:
    - name: pass
      address: { socket_address: { address: 0.0.0.0, port_value: 8443 } }
      filter_chains:
        - filter_chain_match: { server_names: [a] }
          filters:
            - { name: tcp, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy, stat_prefix: a, cluster: a } }
  clusters: [{ name: a }]
`);
  });
});
