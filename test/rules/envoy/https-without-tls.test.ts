import { checkDiagnostics } from '../../fixture/check.ts';

const code = 'envoy/https-without-tls';
const uri = 'https://auth.example.com/keys';
const config = (written: string, cluster: string): string => `#- /envoy.yaml
static_resources:
  listeners:
    - name: web
      address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }
      filter_chains:
        - filters:
            - name: http
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: web
                route_config: { virtual_hosts: [] }
                http_filters:
                  - name: authz
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthz
                      http_service: { server_uri: { uri: "${written}", cluster: auth, timeout: 1s } }
                  - name: router
                    typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router }
  clusters:
    - name: auth
      ${cluster}
`;
const endpoint = (address: string, port: number): string =>
  `type: STRICT_DNS\n      load_assignment: { cluster_name: auth, endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: ${address}, port_value: ${port} } } } }] }] }`;

describe(code, () => {
  it('reports an https URI whose port is served without TLS', () => {
    const said = "Envoy sends plain HTTP here, because cluster 'auth' has no TLS. Add a 'transport_socket'.";
    checkDiagnostics(`${config(uri, endpoint('auth.example.com', 443))}#? warning ${code} at ""${uri}"": ${said}\n`);
    const other = 'https://auth.example.com:8443';
    checkDiagnostics(`${config(other, endpoint('auth.example.com', 8443))}#? warning ${code} at ""${other}""\n`);
  });

  it('reports nothing for other ports, loopback, TLS, plain URIs and what is not known', () => {
    checkDiagnostics(config(uri, endpoint('auth.example.com', 8080)));
    checkDiagnostics(config(uri, endpoint('127.0.0.1', 443)));
    checkDiagnostics(config(uri, endpoint('"$' + '{AUTH_HOST}"', 443)));
    checkDiagnostics(config('http://auth.example.com:443/', endpoint('auth.example.com', 443)));
    checkDiagnostics(config('https://$' + '{HOST}/', endpoint('auth.example.com', 443)));
    const socket =
      '\n      transport_socket: { name: tls, typed_config: { "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext } }';
    checkDiagnostics(config(uri, endpoint('auth.example.com', 443) + socket), {
      'envoy/sni-missing': 'off',
      'envoy/tls-without-validation': 'off',
    });
  });
});
