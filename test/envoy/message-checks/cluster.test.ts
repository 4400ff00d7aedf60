import { compareWithEnvoy } from '../compare-with-envoy.ts';
import { cluster, error, quiet } from './configs.ts';

const off = { ...quiet, 'envoy/dns-cluster-without-endpoints': 'off' } as const;
const original = 'type: ORIGINAL_DST, lb_policy: CLUSTER_PROVIDED, ';
const subsets = (fields: string) => `lb_subset_config: { ${fields} }`;
const health = (check: string) =>
  `type: STATIC, health_checks: [{ timeout: 1s, interval: 1s, healthy_threshold: 1, unhealthy_threshold: 1, ${check} }]`;
const status = (range: string) => cluster(health(`http_health_check: { path: /, expected_statuses: [${range}] }`));
const socket = (port: number) => `address: { socket_address: { address: 127.0.0.1, port_value: ${port} } }`;
const grpc = 'grpc_health_check: {}';
const options = 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions';
const http2 = `typed_extension_protocol_options: { ${options}: { "@type": type.googleapis.com/${options}, explicit_http_config: { http2_protocol_options: {} } } }`;

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

describe('requests of a connection', () => {
  const limits = (fields: string) => cluster(`type: STATIC, max_requests_per_connection: 3, ${fields}`);
  const common = 'common_http_protocol_options: { max_requests_per_connection: 5 }';
  compareWithEnvoy(
    {
      'are limited in one place': [
        [limits(common), error('max_requests_per_connection', 'conflicting-fields', 2), /Only one of max_requests/],
        [
          limits(http2.replace('explicit_http_config', `${common}, explicit_http_config`)),
          error('max_requests_per_connection', 'conflicting-fields', 2),
          /Only one of max_requests/,
        ],
        [limits(`${common}, ${http2}`), ''],
        [limits('common_http_protocol_options: {}'), ''],
      ],
    },
    off,
  );
});

describe('health checks', () =>
  compareWithEnvoy(
    {
      'by gRPC require HTTP/2': [
        [
          cluster(health(grpc)),
          error('grpc_health_check', 'protocol-mismatch'),
          /must support HTTP\/2 for gRPC health/,
        ],
        [cluster(`${health(grpc)}, ${http2}`), ''],
      ],
      'expect statuses in a range': [
        [status('{ start: 300, end: 300 }'), error('300', 'out-of-range', 2), /expecting start < end/],
        [status('{ start: 200 }'), error('start', 'missing-field'), /expecting start < end/],
        [status('{ start: 200, end: 601 }'), error('601', 'out-of-range'), /expecting end <= 600/],
        [status('{ start: 99, end: 200 }'), error('99', 'out-of-range'), /expecting start >= 100/],
        [status('{ end: 200 }'), error('200', 'out-of-range'), /expecting start >= 100/],
        [status('{ start: 100, end: 600 }'), ''],
      ],
      'send hexadecimal over TCP': [
        [
          cluster(health('tcp_health_check: { send: { text: 0g } }')),
          error('0g', 'invalid-value'),
          /invalid hex string|hex/i,
        ],
        [cluster(health('tcp_health_check: { send: { text: "0aFF" } }')), ''],
      ],
    },
    off,
  ));

describe('localities', () => {
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
