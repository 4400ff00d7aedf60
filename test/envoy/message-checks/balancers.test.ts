import { compareWithEnvoy } from '../compare-with-envoy.ts';
import { cluster, endpoint, error, extension, quiet } from './configs.ts';

const off = { ...quiet, 'envoy/dns-cluster-without-endpoints': 'off' } as const;
const folder = 'envoy.extensions.load_balancing_policies';
const one = (type: string, fields = '') => `{ typed_extension_config: ${extension(`${folder}.${type}`, fields)} }`;
const policies = (...list: readonly string[]) => `{ policies: [${list.join(', ')}] }`;
const of = (...list: readonly string[]) => cluster(`type: STATIC, load_balancing_policy: ${policies(...list)}`);
const random = one('random.v3.Random');
const ring = one('ring_hash.v3.RingHash', 'maximum_ring_size: 5');
const table = one('maglev.v3.Maglev', 'table_size: 10');
const subsets = (fields: string, policy = table) =>
  one('subset.v3.Subset', `${fields && `${fields}, `}subset_lb_policy: ${policies(policy)}`);
const address = 'address: { socket_address: { address: 127.0.0.1, port_value: 80 } }';
const notPrime = error('10', 'invalid-value');
const prime = /must be prime number/;
const rings = /minimum_ring_size \(1024\) > maximum_ring_size \(5\)/;

describe('load balancers of a cluster', () =>
  compareWithEnvoy(
    {
      'have tables of a right size': [
        [of(ring), error('5', 'out-of-range'), rings],
        [of(table), notPrime, prime],
        [of(one('ring_hash.v3.RingHash', 'maximum_ring_size: 5, minimum_ring_size: 5')), ''],
        [of(one('maglev.v3.Maglev', 'table_size: 11')), ''],
        [cluster(`type: STRICT_DNS, load_balancing_policy: ${policies(table)}`), notPrime, prime],
        [
          of(
            `{ typed_extension_config: ${extension('xds.type.v3.TypedStruct', `type_url: type.googleapis.com/${folder}.maglev.v3.Maglev, value: { table_size: 10 }`)} }`,
          ),
          notPrime,
          prime,
        ],
      ],
      'are the first that Envoy knows': [
        [of(random, table), ''],
        [of(extensionPolicy('envoy.extensions.filters.http.router.v3.Router'), table), notPrime, prime],
      ],
      'have others inside': [
        [
          of(
            one(
              'override_host.v3.OverrideHost',
              `override_host_sources: [{ header: a }], fallback_policy: ${policies(table)}`,
            ),
          ),
          notPrime,
          prime,
        ],
        [
          of(one('load_aware_locality.v3.LoadAwareLocality', `endpoint_picking_policy: ${policies(ring)}`)),
          error('5', 'out-of-range'),
          rings,
        ],
      ],
      'of localities by weight pick endpoints by the client’s weights': [
        [
          of(one('wrr_locality.v3.WrrLocality', `endpoint_picking_policy: ${policies(random)}`)),
          error(`type.googleapis.com/${folder}.random.v3.Random`, 'invalid-value'),
          /only supports ClientSideWeightedRoundRobinLoadBalancer/,
        ],
        [
          of(
            one(
              'wrr_locality.v3.WrrLocality',
              `endpoint_picking_policy: ${policies(one('client_side_weighted_round_robin.v3.ClientSideWeightedRoundRobin'))}`,
            ),
          ),
          '',
        ],
      ],
      'of subsets are made at once for all other endpoints': [
        [of(subsets('')), ''],
        [of(subsets('subset_selectors: [{ keys: [a] }]')), ''],
        [of(subsets('fallback_policy: ANY_ENDPOINT')), notPrime, prime],
        [of(subsets('fallback_policy: DEFAULT_SUBSET')), notPrime, prime],
        [of(subsets('panic_mode_any: true')), notPrime, prime],
        [of(subsets('subset_selectors: [{ keys: [a], fallback_policy: ANY_ENDPOINT }]')), notPrime, prime],
        [of(subsets('subset_selectors: [{ keys: [], fallback_policy: ANY_ENDPOINT }]')), ''],
      ],
      'of subsets wait for the endpoints': [
        [resolved(`load_balancing_policy: ${policies(subsets('fallback_policy: ANY_ENDPOINT'))}`), ''],
        [resolved(oldSubsets('fallback_policy: ANY_ENDPOINT, ')), ''],
        [
          endpoint(
            `type: STATIC, health_checks: [{ timeout: 1s, interval: 1s, healthy_threshold: 1, unhealthy_threshold: 1, http_health_check: { path: / } }], load_balancing_policy: ${policies(subsets('fallback_policy: ANY_ENDPOINT'))}, `,
            address,
          ),
          '',
        ],
      ],
      'of subsets in the old form': [
        ...[
          oldSubsets('fallback_policy: ANY_ENDPOINT, '),
          oldSubsets('', ', fallback_policy: DEFAULT_SUBSET'),
          oldSubsets('panic_mode_any: true, '),
        ].map((fields) => [cluster(`type: STATIC, ${fields}`), notPrime, prime] as const),
        [cluster(`type: STATIC, ${oldSubsets('')}`), ''],
      ],
      'have selectors of subsets with keys of their own': [
        [
          of(
            subsets(
              'subset_selectors: [{ keys: [a], fallback_policy: KEYS_SUBSET, fallback_keys_subset: [b] }]',
              random,
            ),
          ),
          error('fallback_keys_subset', 'invalid-value'),
          /fallback_keys_subset must be a subset of selector keys/,
        ],
        [
          of(subsets('subset_selectors: [{ keys: [a, b], fallback_keys_subset: [b] }]', random)),
          error('fallback_keys_subset', 'missing-dependency'),
          /can be set only for KEYS_SUBSET/,
        ],
        [
          of(
            random,
            subsets(
              'subset_selectors: [{ keys: [a], fallback_policy: KEYS_SUBSET, fallback_keys_subset: [b] }]',
              random,
            ),
          ),
          '',
        ],
      ],
    },
    off,
  ));

function extensionPolicy(type: string): string {
  return `{ typed_extension_config: ${extension(type)} }`;
}

function oldSubsets(all: string, selector = ''): string {
  return `lb_policy: MAGLEV, maglev_lb_config: { table_size: 10 }, lb_subset_config: { ${all}subset_selectors: [{ keys: [a]${selector} }] }`;
}

/** A cluster whose endpoint is a name. */
function resolved(fields: string): string {
  return endpoint(
    `type: STRICT_DNS, ${fields}, `,
    'address: { socket_address: { address: a.example, port_value: 80 } }',
  );
}
