import { outOfRange } from '../../../server/src/analysis/rules/envoy/out-of-range.ts';
import { compareWithEnvoy } from '../../envoy/compare-with-envoy.ts';
import {
  bootstrap,
  cluster,
  error,
  extension,
  listener,
  manager,
  quiet,
  tcp,
  tcpProxy,
  upstreamTls,
} from '../../envoy/message-checks/configs.ts';
import { checkDiagnostics, checkFix } from '../../fixture/check.ts';
import { routed } from './routed.ts';

describe('envoy/out-of-range', () => {
  it('reports its examples, and the fix repairs them', () => {
    for (const { before, after } of outOfRange.examples) {
      checkDiagnostics(before);
      if (after !== undefined) checkFix(before, 'envoy/out-of-range', after);
    }
  });

  it('reports weights that do not fit 32 bits', () => {
    const cluster = (policy: string) =>
      `#- /envoy.yaml\nstatic_resources:
  clusters:
    - { name: app, connect_timeout: 1s, type: STRICT_DNS, ${policy}, load_assignment: { cluster_name: app, endpoints: [{ lb_endpoints: [{ load_balancing_weight: 4294967295 }, { load_balancing_weight: 1 }] }] } }
`;
    checkDiagnostics(`${cluster('lb_policy: MAGLEV')}#? error envoy/out-of-range at "lb_endpoints"\n`);
    checkDiagnostics(cluster('lb_policy: ROUND_ROBIN'));
  });
});

const clusters = '  clusters: [{ name: app, type: STATIC }]\n';

describe('the limits of fields', () => {
  const health = (check: string) =>
    `{ timeout: 1s, interval: 1s, healthy_threshold: 1, unhealthy_threshold: 1, ${check} }`;
  const checks = (...those: readonly string[]) => cluster(`type: STATIC, health_checks: [${those.join(', ')}]`);
  const path = 'http_health_check: { path: / }';
  const log = (filter: string) =>
    bootstrap(
      'static_resources: {}',
      `admin: { access_log: [{ name: one, filter: { ${filter} }, typed_config: { "@type": type.googleapis.com/envoy.extensions.access_loggers.stream.v3.StdoutAccessLog } }] }`,
    );
  const route = (fields: string) => routed(`- { name: a, domains: ["*"], routes: [{ ${fields} }] }`) + clusters;
  const matching = (match: string) => route(`match: { ${match} }, direct_response: { status: 200 }`);
  const limit = (hits: string) =>
    route(
      `match: { prefix: / }, route: { cluster: app, rate_limits: [{ actions: [{ remote_address: {} }], hits_addend: { format: ${hits} } }] }`,
    );
  const copied = (headers: string) =>
    route(
      `match: { prefix: / }, route: { cluster: app, internal_redirect_policy: { response_headers_to_copy: [${headers}] } }`,
    );
  const said = (at: string, message: string) => `#? error envoy/out-of-range at "${at}": ${message}\n`;
  compareWithEnvoy(
    {
      'are the limits of numbers and durations': [
        [cluster('connect_timeout: 0s'), said('0s', "'connect_timeout' must be greater than 0s."), /greater than/],
        [
          bootstrap('static_resources: {}', 'stats_flush_interval: 0.0001s'),
          said('0.0001s', "'stats_flush_interval' must be at least 0.001s."),
          /StatsFlushInterval/,
        ],
        [
          bootstrap('static_resources: {}', 'stats_flush_interval: 300s'),
          said('300s', "'stats_flush_interval' must be less than 300s."),
          /StatsFlushInterval/,
        ],
        [bootstrap('static_resources: {}', 'stats_flush_interval: 299s'), ''],
        [bootstrap('static_resources: {}', 'stats_flush_on_admin: true'), ''],
        [
          bootstrap('static_resources: {}', 'stats_flush_on_admin: false'),
          said('false', "'stats_flush_on_admin' must be true."),
          /must equal|must be/,
        ],
      ],
      'are lists of values': [
        [
          manager('scheme_header_transformation: { scheme_to_overwrite: ftp }'),
          said('ftp', "'scheme_to_overwrite' must be one of http, https."),
          /must be in list/,
        ],
        [
          checks(health('http_health_check: { path: /, method: CONNECT }')),
          said('CONNECT', "'method' must not be CONNECT."),
          /must not be in list/,
        ],
      ],
      'are the numbers of entries': [
        [
          checks(...Array.from({ length: 9 }, () => health(path))),
          said('health_checks', "'health_checks' must have at most 8 entries."),
          /no more than 8/,
        ],
        [
          log('and_filter: { filters: [{ not_health_check_filter: {} }] }'),
          said('filters', "'filters' must have at least 2 entries."),
          /at least 2/,
        ],
        [copied('a, b'), ''],
        [
          copied('z, b, z'),
          `#? error envoy/out-of-range at "z"#2: Duplicate entry in 'response_headers_to_copy'.\n`,
          /unique/,
        ],
      ],
      'are the forms of texts': [
        [
          matching('path_separated_prefix: /a/'),
          said('/a/', "'path_separated_prefix' must match the pattern ^[^?#]+[^?#/]$."),
          /regex pattern/,
        ],
        [limit('one%'), said('one%', "'format' must start with '%'."), /prefix/],
        [limit("'%one'"), said("'%one'", "'format' must end with '%'."), /suffix/],
      ],
    },
    { ...quiet, 'envoy/unknown-cluster': 'off', 'envoy/unknown-format-command': 'off' },
  );
});

describe('clusters', () => {
  it('eject outliers for no less than the first time', () => {
    const outliers = (fields: string) => cluster(`outlier_detection: { ${fields} }`);
    checkDiagnostics(outliers('max_ejection_time: 29s') + error('29s', 'out-of-range'), quiet);
    checkDiagnostics(outliers('max_ejection_time: 30s'), quiet);
    checkDiagnostics(outliers('base_ejection_time: 10s, max_ejection_time: 20s'), quiet);
    checkDiagnostics(outliers('base_ejection_time: 400s'), quiet);
  });
});

describe('the overload manager', () => {
  const off = { ...quiet, 'envoy/unknown-cluster': 'off' } as const;

  const heap = (fields: string) =>
    extension('envoy.extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig', fields);

  const manager = (action: string, monitor = heap('max_heap_size_bytes: 5')) =>
    bootstrap(
      `overload_manager: { resource_monitors: [${monitor}], actions: [{ ${action}triggers: [{ name: one, threshold: { value: 0.9 } }] }] }`,
      'static_resources: {}',
    );

  it('scales from a threshold to a higher one', () => {
    const scaled = (fields: string) =>
      manager('name: envoy.overload_actions.stop_accepting_requests, ').replace(
        'threshold: { value: 0.9 }',
        `scaled: { ${fields} }`,
      );
    checkDiagnostics(scaled('scaling_threshold: 0.9, saturation_threshold: 0.8') + error('0.8', 'out-of-range'), off);
    checkDiagnostics(scaled('scaling_threshold: 0.9') + error('scaling_threshold', 'out-of-range'), off);
    checkDiagnostics(scaled('scaling_threshold: 0.8, saturation_threshold: 0.9'), off);
    checkDiagnostics(scaled('saturation_threshold: 0.9'), off);
    checkDiagnostics(scaled('scaling_threshold: ${LOW}, saturation_threshold: 0.1'), off);
  });
});

describe('the weights of endpoints', () => {
  const weighted = (fields: string) =>
    cluster(
      `${fields}load_assignment: { cluster_name: app, endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: 10.0.0.1, port_value: 1 } } }, load_balancing_weight: 4294967295 }, { endpoint: { address: { socket_address: { address: 10.0.0.2, port_value: 1 } } }, load_balancing_weight: 1 }] }] }`,
    );

  const policy = (type: string) =>
    `load_balancing_policy: { policies: [{ typed_extension_config: ${extension(`envoy.extensions.load_balancing_policies.${type}`)} }] }, `;

  it('fit 32 bits together where a ring or a table adds them up', () => {
    for (const adding of ['lb_policy: MAGLEV, ', policy('ring_hash.v3.RingHash'), policy('maglev.v3.Maglev')])
      checkDiagnostics(weighted(adding) + error('lb_endpoints', 'out-of-range'), quiet);
    for (const other of ['', policy('round_robin.v3.RoundRobin'), `lb_policy: MAGLEV, ${policy('random.v3.Random')}`])
      checkDiagnostics(weighted(other), quiet);
  });
});

describe('routes', () => {
  const off = { ...quiet, 'envoy/unknown-cluster': 'off' } as const;

  it('have bodies of any size without a limit', () => {
    const response = (limit: number) =>
      routed(
        '- { name: all, domains: ["*"], routes: [{ match: { prefix: / }, direct_response: { status: 200, body: { inline_string: hello } } }] }',
      ).replace('virtual_hosts:', `max_direct_response_body_size_bytes: ${limit}\n                  virtual_hosts:`);
    checkDiagnostics(response(4) + error('hello', 'out-of-range'), off);
    for (const limit of [0, 5]) checkDiagnostics(response(limit), off);
  });
});

describe('localities', () => {
  const off = { ...quiet, 'envoy/dns-cluster-without-endpoints': 'off' } as const;
  const socket = (port: number) => `address: { socket_address: { address: 127.0.0.1, port_value: ${port} } }`;

  const at = (port: number) => `lb_endpoints: [{ endpoint: { ${socket(port)} } }]`;

  const weighted = (first: string, second: string, policy = 'MAGLEV') =>
    cluster(
      `type: STATIC, lb_policy: ${policy}, load_assignment: { cluster_name: app, endpoints: [{ ${first}load_balancing_weight: 4294967295, ${at(80)} }, { ${second}load_balancing_weight: 1, ${at(81)} }] }`,
    );

  const [a, b] = ['locality: { zone: a }, ', 'locality: { zone: b }, '];

  compareWithEnvoy(
    {
      'have weights with a sum of 32 bits': [
        [
          weighted(a, b),
          error('load_balancing_weight', 'out-of-range', 2),
          /all localities at the same priority exceeds/,
        ],
        [
          weighted('locality: {}, ', a),
          error('load_balancing_weight', 'out-of-range', 2),
          /all localities at the same priority exceeds/,
        ],
        [weighted(a, b, 'ROUND_ROBIN'), ''],
      ],
      'have no weight without a name, and one weight for one name': [
        [weighted('', b), ''],
        [weighted(a, a), ''],
        [weighted(`priority: 1, ${a}`, b), ''],
      ],
    },
    off,
  );
});

describe('contexts of TLS', () => {
  it('have names of protocols', () => {
    const alpn = (list: string) => upstreamTls(`common_tls_context: { alpn_protocols: [${list}] }`);
    checkDiagnostics(alpn('"", h2') + error('""', 'out-of-range'), quiet);
    checkDiagnostics(alpn('""'), quiet);
    checkDiagnostics(alpn('h2, http/1.1'), quiet);
  });

  it('have session ticket keys of 80 bytes', () => {
    const keys = (key: string) =>
      listener(
        `${tcp}, filter_chains: [{ transport_socket: ${extension('envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext', `common_tls_context: { tls_certificates: [{ certificate_chain: { filename: /a }, private_key: { filename: /b } }] }, session_ticket_keys: { keys: [{ ${key} }] }`)}, filters: [${tcpProxy}] }]`,
      );
    const off = { ...quiet, 'envoy/secret-inline': 'off', 'envoy/unknown-cluster': 'off' } as const;
    checkDiagnostics(
      `${keys('inline_string: abc')}#? error envoy/out-of-range at "abc": A session ticket key must have 80 bytes. This one has 3.\n`,
      off,
    );
    checkDiagnostics(keys(`inline_string: ${'é'.repeat(40)}`), off);
    checkDiagnostics(keys(`inline_bytes: ${'YWFh'.repeat(26)}YWE=`), off);
    checkDiagnostics(keys(`inline_bytes: ${'YWFh'.repeat(26)}`) + error('YWFh'.repeat(26), 'out-of-range'), off);
    checkDiagnostics(keys('inline_string: "${KEY}"'), off);
    checkDiagnostics(keys('filename: /key'), off);
  });
});
