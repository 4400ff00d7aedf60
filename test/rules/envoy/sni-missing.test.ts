import { checkDiagnostics } from '../../fixture/check.ts';

const code = 'envoy/sni-missing';
const config = (host: string, fields: string, more = ''): string => `#- /envoy.yaml
static_resources:
  clusters:
    - name: api
      type: STRICT_DNS
      load_assignment: { cluster_name: api, endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: ${host}, port_value: 443 } } } }] }] }
      transport_socket: { name: tls, typed_config: { "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext, ${fields}common_tls_context: { validation_context: { trusted_ca: { filename: /ca.pem } } } } }
${more}`;

describe(code, () => {
  it('hints at a name that is not sent', () => {
    checkDiagnostics(
      `${config('api.example.com', '')}#? hint ${code} at ""@type"": Envoy sends no server name to 'api.example.com'. Set 'sni'.\n`,
    );
  });

  it('reports nothing if one is sent, or none is needed or known', () => {
    checkDiagnostics(config('api.example.com', 'sni: api.example.com, '));
    checkDiagnostics(config('api.example.com', 'auto_host_sni: true, '));
    checkDiagnostics(config('10.0.0.1', ''));
    checkDiagnostics(config('api', ''));
    checkDiagnostics(config('"$' + '{HOST}"', ''));
    const options = `      typed_extension_protocol_options: { envoy.extensions.upstreams.http.v3.HttpProtocolOptions: { "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions, upstream_http_protocol_options: { auto_sni: true }, explicit_http_config: { http_protocol_options: {} } } }\n`;
    checkDiagnostics(config('api.example.com', '', options));
  });
});
