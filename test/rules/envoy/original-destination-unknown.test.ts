import { checkDiagnostics } from '../../fixture/check.ts';

const code = 'envoy/original-destination-unknown';
const config = `#- /envoy.yaml
static_resources:
  listeners:
    - name: out
      address: { socket_address: { address: 127.0.0.1, port_value: 15001 } }
      filter_chains:
        - filters:
            - name: tcp
              typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy, stat_prefix: a, cluster: original }
  clusters:
    - name: original
      type: ORIGINAL_DST
      lb_policy: CLUSTER_PROVIDED
      connect_timeout: 1s
`;
const filters = (name: string, type: string): string =>
  config.replace(
    '      filter_chains:',
    `      listener_filters: [{ name: a, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.listener.${name}.v3.${type} } }]\n      filter_chains:`,
  );
const marked = (text: string): string =>
  text.replace('      type: ORIGINAL_DST\n', `      type: ORIGINAL_DST\n#     ^^^^ hint ${code}\n`);

describe(code, () => {
  it('hints at a cluster that gets no destination', () => {
    checkDiagnostics(marked(config));
    checkDiagnostics(marked(filters('tls_inspector', 'TlsInspector')));
  });

  it('is silent where a filter or header may give one', () => {
    checkDiagnostics(filters('original_dst', 'OriginalDst'));
    checkDiagnostics(filters('proxy_protocol', 'ProxyProtocol'));
    checkDiagnostics(`${config}      original_dst_lb_config: { use_http_header: true }\n`);
    checkDiagnostics(config.replace('      filter_chains:', '      use_original_dst: true\n      filter_chains:'));
  });
});
