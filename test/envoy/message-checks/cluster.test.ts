import { compareWithEnvoy } from '../compare-with-envoy.ts';
import { cluster, error, quiet } from './configs.ts';

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
