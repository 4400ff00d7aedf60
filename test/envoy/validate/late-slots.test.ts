import { checkDiagnostics } from '../../fixture/check.ts';
import { bootstrap, cluster, error, extension, http, listener, quiet, tcp } from '../message-checks/configs.ts';

const cors = extension('envoy.extensions.filters.http.cors.v3.Cors');

describe('extensions that Envoy does not look for at load', () => {
  it('are upstreams, UDP writers, QUIC’s beside TCP, and selectors of addresses', () => {
    checkDiagnostics(cluster(`upstream_config: ${cors}`), quiet);
    const plain = `${tcp}, filter_chains: [{ filters: [] }]`;
    checkDiagnostics(listener(`${plain}, udp_listener_config: { udp_packet_packet_writer_config: ${cors} }`), quiet);
    checkDiagnostics(
      listener(`${plain}, udp_listener_config: { quic_options: { proof_source_config: ${cors} } }`),
      quiet,
    );
    const bind = 'source_address: { address: 10.0.0.1, port_value: 0 }';
    checkDiagnostics(
      bootstrap(
        `cluster_manager: { upstream_bind_config: { ${bind}, local_address_selector: ${cors} } }`,
        'static_resources: {}',
      ),
      quiet,
    );
  });

  it('are those for retries of gRPC, but not of routes', () => {
    const grpc = (policy: string) =>
      http(
        'ext_authz.v3.ExtAuthz',
        `grpc_service: { envoy_grpc: { cluster_name: app, retry_policy: { ${policy} } } }, transport_api_version: V3`,
      );
    const off = { ...quiet, 'envoy/unknown-cluster': 'off' } as const;
    checkDiagnostics(grpc('retry_host_predicate: [{ name: a }]'), off);
    checkDiagnostics(grpc(`retry_priority: ${cors}`), off);
  });

  it('are types of clusters that are found by name', () => {
    const named = (name: string, more = '') =>
      cluster(`cluster_type: { name: ${name}${more} }, lb_policy: CLUSTER_PROVIDED`);
    checkDiagnostics(named('envoy.clusters.dynamic_forward_proxy'), quiet);
    checkDiagnostics(
      named('envoy.clusters.dynamic_forward_proxy', ', typed_config: {}') +
        error('typed_config', 'missing-typed-config'),
      quiet,
    );
    checkDiagnostics(named('envoy.clusters.dns') + error('envoy.clusters.dns', 'missing-typed-config'), quiet);
  });

  it('are not Lua code that is empty', () => {
    const code = (inline: string) =>
      http('lua.v3.Lua', `default_source_code: { inline_string: "x = 1" }, inline_code: "${inline}"`);
    checkDiagnostics(code(''), quiet);
    checkDiagnostics(code('y = 2') + error('inline_code', 'conflicting-fields'), quiet);
  });
});
