import { checkDiagnostics } from '../../fixture/check.ts';
import { routed } from '../../rules/envoy/routed.ts';
import {
  bootstrap,
  cluster,
  error,
  extension,
  http,
  listener,
  manager,
  quiet,
  tcp,
} from '../message-checks/configs.ts';

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

  it('and what is unpacked without the rules of the API', () => {
    const policy = (type: string) =>
      manager(
        `route_config: { virtual_hosts: [{ name: a, domains: ["*"], routes: [{ match: { prefix: / }, route: { cluster: app, retry_policy: { retry_priority: ${extension(type)} } } }] }] }`,
      ).replace('                route_config: { virtual_hosts: [] }\n', '');
    const off = { ...quiet, 'envoy/unknown-cluster': 'off' } as const;
    const priority = 'envoy.extensions.retry.priority.previous_priorities.v3.PreviousPrioritiesConfig';
    checkDiagnostics(policy(priority), off);
    const other = 'envoy.extensions.filters.http.cors.v3.Cors';
    checkDiagnostics(policy(other) + error(`type.googleapis.com/${other}`, 'wrong-extension-category'), off);
    const cares = 'envoy.extensions.network.dns_resolver.cares.v3.CaresDnsResolverConfig';
    checkDiagnostics(
      cluster(`type: STRICT_DNS, typed_dns_resolver_config: ${extension(cares, 'max_udp_channel_duration: -1s')}`),
      quiet,
    );
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

  it('and configs of filters that a route disables', () => {
    const route = (fields: string) =>
      routed(
        `- { name: all, domains: ["*"], routes: [{ match: { prefix: / }, direct_response: { status: 200 }, typed_per_filter_config: { one: { "@type": type.googleapis.com/envoy.config.route.v3.FilterConfig, ${fields} } } }] }`,
      );
    const struct = 'config: { "@type": type.googleapis.com/google.protobuf.Struct, value: {} }';
    checkDiagnostics(route(`disabled: true, ${struct}`), quiet);
    checkDiagnostics(
      route(struct) + error('type.googleapis.com/google.protobuf.Struct', 'wrong-extension-category'),
      quiet,
    );
  });

  it('and an empty text next to another spelling of its field', () => {
    const assignment = (fields: string) => cluster(`load_assignment: { ${fields} }`);
    checkDiagnostics(assignment('clusterName: app, cluster_name: ""'), {
      ...quiet,
      'envoy/duplicate-field': 'off',
      'envoy/load-assignment-name-mismatch': 'off',
    });
    checkDiagnostics(assignment('cluster_name: ""') + error('""', 'out-of-range'), {
      ...quiet,
      'envoy/load-assignment-name-mismatch': 'off',
    });
  });

  it('and the HTTP options of a cluster that has typed ones', () => {
    const options = `http_protocol_options: { header_key_format: { stateful_formatter: ${extension('envoy.extensions.filters.http.cors.v3.Cors')} } }`;
    const typed =
      'typed_extension_protocol_options: { envoy.extensions.upstreams.http.v3.HttpProtocolOptions: { "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions, explicit_http_config: { http2_protocol_options: {} } } }';
    checkDiagnostics(cluster(`${options}, ${typed}`), quiet);
    checkDiagnostics(
      cluster(options) +
        error('type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors', 'wrong-extension-category'),
      quiet,
    );
  });

  it('and where loads are reported to', () => {
    checkDiagnostics(cluster('lrs_server: { api_config_source: { request_timeout: 1s } }'), quiet);
  });

  it('and statistics, which are chosen at start', () => {
    checkDiagnostics(
      `${bootstrap("stats_config: { stats_matcher: { inclusion_list: { patterns: [{ safe_regex: { regex: '*' } }] } } }", 'static_resources: {}')}#? warning envoy/invalid-regex at "*"\n`,
      quiet,
    );
  });
});
