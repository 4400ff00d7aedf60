import { envoyMissingField } from '../../../server/src/analysis/rules/envoy/missing-field.ts';
import { checkDiagnostics, checkFix } from '../../fixture/check.ts';
import {
  bootstrap,
  cluster,
  error,
  extension,
  http,
  manager,
  network,
  quiet,
  tcpProxy,
  upstreamTls,
} from '../../envoy/message-checks/configs.ts';
import { compareWithEnvoy } from '../../envoy/compare-with-envoy.ts';
import { filtered, routerFilter } from './filtered.ts';
import { routed } from './routed.ts';

describe('envoy/missing-field', () => {
  it('reports its examples, and the fix repairs them', () => {
    for (const { before, after } of envoyMissingField.examples) {
      checkDiagnostics(before);
      if (after !== undefined) checkFix(before, 'envoy/missing-field', after);
    }
  });

  it('reports nothing about extensions that Envoy does not look at while it loads a config', () => {
    const plugin = 'type.googleapis.com/envoy.config.grpc_credential.v3.FileBasedMetadataConfig';
    const source = `{ api_type: GRPC, grpc_services: [{ google_grpc: { target_uri: a, stat_prefix: s, call_credentials: [{ from_plugin: { name: envoy.grpc_credentials.file_based_metadata, typed_config: { "@type": ${plugin}, secret_data: {} } } }] } }] }`;
    const config = (lines: string) => `#- /envoy.yaml\nnode: { id: a, cluster: c }\n${lines}\nstatic_resources: {}\n`;
    checkDiagnostics(config(`hds_config: ${source}`));
    checkDiagnostics(config(`dynamic_resources: { ads_config: ${source} }`));
  });
});

describe('clusters', () => {
  it('have a transport socket for each match', () => {
    const match = (fields: string) => cluster(`transport_socket_matches: [{ name: one${fields} }]`);
    checkDiagnostics(match(', match: {}') + error('name', 'missing-field', 2), quiet);
    const raw = extension('envoy.extensions.transport_sockets.raw_buffer.v3.RawBuffer');
    checkDiagnostics(match(`, transport_socket: ${raw}`), quiet);
  });
});

describe('the condition of an RBAC policy', () => {
  const policy = (condition: string) =>
    network(
      extension(
        'envoy.extensions.filters.network.rbac.v3.RBAC',
        `stat_prefix: a, rules: { policies: { p: { permissions: [{ any: true }], principals: [{ any: true }], condition: ${condition} } } }`,
      ),
      tcpProxy,
    );

  const off = { ...quiet, 'envoy/unknown-cluster': 'off' } as const;

  it('has no empty part', () => {
    checkDiagnostics(policy('{}') + error('condition', 'missing-field'), off);
    checkDiagnostics(policy('{ ident_expr: { name: "" } }') + error('ident_expr', 'missing-field'), off);
    checkDiagnostics(
      policy('{ call_expr: { function: _==_, args: [{ id: 1 }, { const_expr: { bool_value: true } }] } }') +
        error('{ id: 1 }', 'missing-field'),
      off,
    );
    checkDiagnostics(policy('{ list_expr: {} }'), off);
    checkDiagnostics(policy('{ select_expr: { operand: { ident_expr: { name: source } }, field: port } }'), off);
  });
});

describe('where resources come from', () => {
  const named = 'node: { id: a, cluster: b }';

  it('is required for a layer of the runtime', () => {
    const layer = (fields: string) =>
      bootstrap(named, `layered_runtime: { layers: [{ name: one, rtds_layer: { name: a${fields} } }] }`);
    checkDiagnostics(layer('') + error('name', 'missing-field', 2), quiet);
    checkDiagnostics(layer(', rtds_config: { path_config_source: { path: /a } }'), quiet);
  });

  it('is required for discovered routes', () => {
    const rds = (fields: string) =>
      network(
        extension(
          'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
          `stat_prefix: a, rds: { ${fields} }, http_filters: [${extension('envoy.extensions.filters.http.router.v3.Router')}]`,
        ),
      );
    checkDiagnostics(rds('route_config_name: a') + error('route_config_name', 'missing-field'), quiet);
    checkDiagnostics(rds('route_config_name: "xdstp://a/envoy.config.route.v3.RouteConfiguration/b"'), quiet);
    checkDiagnostics(rds('route_config_name: a, config_source: { path_config_source: { path: /a } }'), quiet);
  });
});

describe('filters that require a server', () => {
  const off = { ...quiet, 'envoy/unknown-cluster': 'off' } as const;
  const redis = (fields: string) =>
    network(
      extension(
        'envoy.extensions.filters.network.redis_proxy.v3.RedisProxy',
        `stat_prefix: a, settings: { op_timeout: 1s }${fields}`,
      ),
    );

  compareWithEnvoy(
    {
      'have a cluster for each key of Redis': [
        [redis(''), error('"@type"', 'missing-field'), /redis-proxy without any upstream/],
        [redis(', prefix_routes: {}'), error('prefix_routes', 'missing-field'), /redis-proxy without any upstream/],
      ],
    },
    off,
  );
});

describe('messages that Envoy’s code wants complete', () => {
  const off = { 'envoy/unused-cluster': 'off' } as const;
  const cluster = (fields: string) =>
    `#- /envoy.yaml\nstatic_resources:\n  clusters:\n    - { name: app, ${fields} }\n`;
  const endpoint = (type: string, item: string) =>
    cluster(`${type}load_assignment: { cluster_name: app, endpoints: [{ lb_endpoints: [${item}] }] }`);
  const error = (at: string, code: string) => `#? error envoy/${code} at "${at}"\n`;

  it('are endpoints of static clusters', () => {
    checkDiagnostics(
      `${endpoint('', '{ endpoint: { hostname: a } }')}#? error envoy/missing-field at "endpoint"#3\n`,
      off,
    );
    checkDiagnostics(
      endpoint('type: STATIC, ', '{ load_balancing_weight: 1 }') + error('load_balancing_weight', 'missing-field'),
      off,
    );
    checkDiagnostics(endpoint('type: STRICT_DNS, ', '{ endpoint: { hostname: a } }'), off);
    checkDiagnostics(endpoint('', '{ endpoint: { adress: {} } }') + error('adress', 'unknown-field'), off);
    checkDiagnostics(endpoint('', '{ endpoint: {…} }'), off);
  });

  it('are secrets', () => {
    checkDiagnostics(`#- /envoy.yaml\nstatic_resources: { secrets: [{ name: a }] }\n${error('name', 'missing-field')}`);
    checkDiagnostics(
      '#- /envoy.yaml\nstatic_resources: { secrets: [{ name: a, generic_secret: { secret: { inline_string: b } } }] }\n',
    );
  });

  it('are load balancing policies', () => {
    checkDiagnostics(cluster('load_balancing_policy: { policies: [] }') + error('policies', 'missing-field'), off);
    const balancing = (policies: string) => cluster(`load_balancing_policy: { policies: [${policies}] }`);
    const robin = `{ typed_extension_config: ${extension('envoy.extensions.load_balancing_policies.round_robin.v3.RoundRobin')} }`;
    checkDiagnostics(balancing('{}, {}') + error('{}', 'missing-field'), off);
    checkDiagnostics(balancing(`{}, ${robin}`), off);
  });
});

describe('filters that make metadata', () => {
  it('and caches and tags of addresses have what they need', () => {
    const type = 'ip_tagging.v3.IPTagging';
    checkDiagnostics(http(type, 'request_type: BOTH') + error('"@type"', 'missing-field', 2), quiet);
    checkDiagnostics(
      http(type, 'ip_tags: [{ ip_tag_name: a, ip_list: [{ address_prefix: 10.0.0.0, prefix_len: 8 }] }]'),
      quiet,
    );
    checkDiagnostics(http('cache.v3.CacheConfig') + error('"@type"', 'missing-field', 2), quiet);
    checkDiagnostics(http('cache.v3.CacheConfig', 'disabled: true'), quiet);
  });
});

describe('configs of filters for routes', () => {
  const filters = 'type.googleapis.com/envoy.extensions.filters.http';
  const host = (config: string) => routed(`- { name: a, domains: ["*"], typed_per_filter_config: { one: ${config} } }`);
  const config = (type: string, fields = '') => `{ "@type": ${filters}.${type}${fields && `, ${fields}`} }`;

  it('have what the filter requires there', () => {
    const typeKey = (config: string) => `${host(config)}#? error envoy/missing-field at ""@type""#3`;
    checkDiagnostics(
      `${typeKey(config('header_to_metadata.v3.Config'))}: A per-route config requires 'request_rules' or 'response_rules'.\n`,
      quiet,
    );
    checkDiagnostics(`${typeKey(config('json_to_metadata.v3.JsonToMetadata'))}\n`, quiet);
    checkDiagnostics(
      `${typeKey(config('local_ratelimit.v3.LocalRateLimit', 'stat_prefix: a'))}: A per-route config requires 'token_bucket'.\n`,
      quiet,
    );
    checkDiagnostics(`${typeKey(config('bandwidth_limit.v3.BandwidthLimit', 'stat_prefix: a'))}\n`, quiet);
  });

  it('are looked at in their wrapper as well, unless the filter is disabled', () => {
    const wrapped = (more: string) =>
      host(
        `{ "@type": type.googleapis.com/envoy.config.route.v3.FilterConfig${more}, config: ${config('header_to_metadata.v3.Config')} }`,
      );
    checkDiagnostics(wrapped(', is_optional: true') + error('"@type"', 'missing-field', 4), quiet);
    checkDiagnostics(wrapped(', disabled: true'), quiet);
  });

  it('are not empty, and neither are their wrappers', () => {
    const wrapper = (fields: string) =>
      host(`{ "@type": type.googleapis.com/envoy.config.route.v3.FilterConfig${fields} }`);
    for (const fields of ['', ', is_optional: true'])
      checkDiagnostics(wrapper(fields) + error('"@type"', 'missing-field', 3), quiet);
    checkDiagnostics(wrapper(', disabled: false') + error('disabled', 'missing-field'), quiet);
    for (const fields of [', disabled: true', ', disabled: "${OFF}"', ', config: {}'])
      checkDiagnostics(wrapper(fields), quiet);
    checkDiagnostics(host('{}') + error('one', 'missing-typed-config'), quiet);
  });

  it('report nothing if it is there', () => {
    const rules = 'request_rules: [{ header: a, on_header_present: { key: b } }]';
    checkDiagnostics(host(config('header_to_metadata.v3.Config', rules)), quiet);
    checkDiagnostics(host(config('bandwidth_limit.v3.BandwidthLimit', 'stat_prefix: a, limit_kbps: 4')), quiet);
  });
});

describe('contexts of TLS', () => {
  it('have a key with each certificate', () => {
    const certificate = (fields: string) => upstreamTls(`common_tls_context: { tls_certificates: [{ ${fields} }] }`);
    checkDiagnostics(
      certificate('certificate_chain: { filename: /a }') + error('certificate_chain', 'missing-field'),
      quiet,
    );
    checkDiagnostics(certificate('certificate_chain: { filename: /a }, private_key: { filename: /b }'), quiet);
    checkDiagnostics(certificate(''), quiet);
    checkDiagnostics(certificate('certificate_chain: { filename: /a }, …: …'), quiet);
  });
});

describe('tracers', () => {
  const off = { ...quiet, 'envoy/unknown-cluster': 'off' } as const;
  const tracer = (type: string, fields: string) =>
    manager(`tracing: { provider: ${extension(`envoy.config.trace.v3.${type}`, fields)} }`);

  it('of Zipkin have a cluster, an endpoint and its version', () => {
    const zipkin = (fields: string) => tracer('ZipkinConfig', fields);
    const all = 'collector_cluster: app, collector_endpoint: /spans, collector_endpoint_version: HTTP_JSON';
    checkDiagnostics(zipkin(all), off);
    checkDiagnostics(
      zipkin(all.replace(', collector_endpoint_version: HTTP_JSON', '')) + error('collector_cluster', 'missing-field'),
      off,
    );
    checkDiagnostics(
      zipkin(all.replace(', collector_endpoint: /spans', '')) + error('collector_cluster', 'missing-field'),
      off,
    );
  });
});

describe('a virtual cluster', () => {
  it('has headers', () => {
    const virtual = (fields: string) =>
      filtered(routerFilter).replace(
        'virtual_hosts: []',
        `virtual_hosts: [{ name: all, domains: ["*"], virtual_clusters: [{ name: a${fields} }] }]`,
      );
    checkDiagnostics(`${virtual('')}#? error envoy/missing-field at "name"#4\n`);
    checkDiagnostics(virtual(', headers: [{ name: ":path", string_match: { prefix: / } }]'));
  });
});
