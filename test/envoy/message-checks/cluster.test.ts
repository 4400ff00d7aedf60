import { compareWithEnvoy } from '../compare-with-envoy.ts';
import { cluster, error, extension, quiet } from './configs.ts';

const off = { ...quiet, 'envoy/dns-cluster-without-endpoints': 'off' } as const;
const original = 'type: ORIGINAL_DST, lb_policy: CLUSTER_PROVIDED, ';
const subsets = (fields: string) => `lb_subset_config: { ${fields} }`;
const health = (check: string) =>
  `type: STATIC, health_checks: [{ timeout: 1s, interval: 1s, healthy_threshold: 1, unhealthy_threshold: 1, ${check} }]`;
const status = (range: string) => cluster(health(`http_health_check: { path: /, expected_statuses: [${range}] }`));

describe('clusters that choose their endpoints', () =>
  compareWithEnvoy(
    {
      'have no subsets': [
        [
          cluster(original + subsets('subset_selectors: [{ keys: [a] }]')),
          error('lb_subset_config', 'conflicting-fields'),
          /CLUSTER_PROVIDED cannot be combined with lb_subset_config/i,
        ],
        [cluster(original + subsets('')), ''],
      ],
      'weigh localities only if they balance them': [
        [
          cluster(`type: STATIC, ${subsets('subset_selectors: [{ keys: [a] }], locality_weight_aware: true')}`),
          error('locality_weight_aware', 'missing-dependency'),
          /requires that a locality_weighted_lb_config be set/,
        ],
        [
          cluster(
            `type: STATIC, ${subsets('subset_selectors: [{ keys: [a] }], locality_weight_aware: true')}, common_lb_config: { locality_weighted_lb_config: {} }`,
          ),
          '',
        ],
      ],
    },
    off,
  ));

describe('load balancing of clusters', () => {
  const ring = 'lb_policy: RING_HASH, ring_hash_lb_config: { minimum_ring_size: 9, maximum_ring_size: 5 }';
  const table = 'lb_policy: MAGLEV, maglev_lb_config: { table_size: 10 }';
  const roundRobin =
    'policies: [{ typed_extension_config: { name: a, typed_config: { "@type": type.googleapis.com/envoy.extensions.load_balancing_policies.round_robin.v3.RoundRobin } } }]';
  const policy = `load_balancing_policy: { ${roundRobin} }`;
  const of = (...fields: readonly string[]) => cluster(['type: STATIC', ...fields].join(', '));
  const combined = /load_balancing_policy cannot be combined with/;
  const isCombined = (name: string) => error(name, 'conflicting-fields');
  compareWithEnvoy(
    {
      'has tables of a right size, if it is not replaced': [
        [of(ring), error('5', 'out-of-range'), /minimum_ring_size \(9\) > maximum_ring_size \(5\)/],
        [of(table), error('10', 'invalid-value'), /must be prime number/],
        [of(ring, policy), ''],
        [of(table, policy), ''],
        [of(ring, 'load_balancing_policy: ~'), error('5', 'out-of-range'), /minimum_ring_size/],
        [of(ring, subsets('subset_selectors: [{ keys: [a] }]')), ''],
        [of(table, subsets('subset_selectors: [{ keys: [a] }]')), ''],
        [of(ring, subsets('')), error('5', 'out-of-range'), /minimum_ring_size/],
      ],
      'is set in one way': [
        [of(subsets(''), policy), isCombined('lb_subset_config'), combined],
        ...['zone_aware_lb_config', 'locality_weighted_lb_config', 'consistent_hashing_lb_config'].map(
          (name) => [of(`common_lb_config: { ${name}: {} }`, policy), isCombined(name), combined] as const,
        ),
        [of('common_lb_config: { healthy_panic_threshold: { value: 1 } }', policy), ''],
        [of('common_lb_config: { zone_aware_lb_config: ~ }', policy), ''],
        [of('lb_subset_config: ~', policy), ''],
        [of('common_lb_config: { zone_aware_lb_config: {} }', 'load_balancing_policy: ~'), ''],
      ],
      'is there if it is chosen': [
        [
          of('lb_policy: LOAD_BALANCING_POLICY_CONFIG, load_balancing_policy: ~'),
          error('lb_policy', 'missing-dependency'),
          /load_balancing_policy need to be set/,
        ],
        [
          of('lb_policy: CLUSTER_PROVIDED, load_balancing_policy: ~'),
          error('lb_policy', 'cluster-type-mismatch'),
          /did not provide one/,
        ],
        [of('lb_policy: CLUSTER_PROVIDED', policy), ''],
      ],
    },
    { ...off, 'envoy/balancer-config-ignored': 'off' },
  );
});

describe('failures of DNS', () => {
  const rate = 'dns_failure_refresh_rate: { base_interval: 9s, max_interval: 5s }';
  const tooShort = /dns_failure_refresh_rate must have max_interval greater than or equal to the base_interval/;
  const extended = (type: string, inside: string, outside = 'alt_stat_name: a') =>
    cluster(`cluster_type: ${extension(type, inside)}, ${outside}`);
  const dns = 'envoy.extensions.clusters.dns.v3.DnsCluster';
  compareWithEnvoy(
    {
      'wait longer each time, in clusters of a DNS type': [
        [cluster(`type: STRICT_DNS, ${rate}`), error('5s', 'out-of-range'), tooShort],
        [extended(dns, rate), error('5s', 'out-of-range'), tooShort],
        [extended(dns, '', rate), ''],
        [cluster(`type: STATIC, ${rate}`), ''],
        [cluster(original + rate), ''],
      ],
    },
    off,
  );
});

describe('health checks', () =>
  compareWithEnvoy(
    {
      'expect statuses in a range': [
        [status('{ start: 300, end: 300 }'), error('300', 'out-of-range', 2), /expecting start < end/],
        [status('{ start: 200 }'), error('start', 'missing-field'), /expecting start < end/],
        [status('{ start: 200, end: 601 }'), error('601', 'out-of-range'), /expecting end <= 600/],
        [status('{ start: 99, end: 200 }'), error('99', 'out-of-range'), /expecting start >= 100/],
        [status('{ end: 200 }'), error('200', 'out-of-range'), /expecting start >= 100/],
        [status('{ start: 100, end: 600 }'), ''],
      ],
    },
    off,
  ));
