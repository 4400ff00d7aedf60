import { outOfRange } from '../../../server/src/analysis/rules/envoy/out-of-range.ts';
import { compareWithEnvoy } from '../../envoy/compare-with-envoy.ts';
import { bootstrap, cluster, manager, quiet } from '../../envoy/message-checks/configs.ts';
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
