import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { chosenPolicy } from '../balancing-policies.ts';
import { clusterType, lbPolicy } from '../cluster-type.ts';
import { enumField } from '../enum-field.ts';
import { field, fieldItems } from '../envoy-field.ts';
import { envoyBool, envoyUint64 } from '../envoy-scalar.ts';
import { hasElision } from '../has-elision.ts';
import { typeEntry } from '../typed/any-type.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import type { CodedCheck, MessageContext, ReportCoded } from './message-check.ts';
import { hasUnknownKeys } from './unknown-keys.ts';

/**
 * The load balancers that Envoy makes for a cluster when it loads the config: the one of `load_balancing_policy`, otherwise that of
 * `lb_policy`, and those inside of them (Envoy 1.36 to 1.40).
 */
export const balancers: CodedCheck = (node, report, context) => {
  const balancing = field(node, 'load_balancing_policy');
  const cluster = { ...context, isReady: isReady(node) };
  if (!isUnset(balancing)) {
    checkPolicy(balancing, report, cluster);
    return;
  }
  const subsets = field(node, 'lb_subset_config');
  const hasSelectors = fieldItems(field(subsets, 'subset_selectors')).length > 0;
  if (hasSelectors && !(cluster.isReady && hasFallback(subsets, OLD_SUBSETS))) return;
  const policy = lbPolicy({ node });
  if (policy === 'RING_HASH') checkRing(field(node, 'ring_hash_lb_config'), report);
  if (policy === 'MAGLEV') checkTable(field(node, 'maglev_lb_config'), report);
};

const OLD_SUBSETS = 'envoy.config.cluster.v3.Cluster.LbSubsetConfig';

interface ClusterContext extends MessageContext {
  /** The endpoints are known as soon as the config is loaded. */
  readonly isReady: boolean;
}

/** No name is resolved, no other server is asked, and no health is checked before. */
const isReady = (node: YamlMap): boolean =>
  clusterType({ node }) === 'STATIC' &&
  isNone(field(node, 'health_checks')) &&
  !hasUnknownKeys(node, 'envoy.config.cluster.v3.Cluster') &&
  !hasElision(node);

const isNone = (list: YamlNode | undefined): boolean =>
  isUnset(list) || (list?.kind === 'seq' && list.items.length === 0);

function checkPolicy(balancing: YamlNode | undefined, report: ReportCoded, context: ClusterContext): void {
  const policy = chosenPolicy(balancing, context);
  const short = policy?.type.startsWith(PACKAGE) ? policy.type.slice(PACKAGE.length) : '';
  if (policy) checks[short]?.(policy.config, report, context);
}

const PACKAGE = 'envoy.extensions.load_balancing_policies.';

type BalancerCheck = (config: YamlMap | undefined, report: ReportCoded, context: ClusterContext) => void;

/** Checks the policy inside of a policy. @param name the field that has it */
const inner =
  (name: string): BalancerCheck =>
  (config, report, context) =>
    checkPolicy(field(config, name), report, context);

const checks: Readonly<Record<string, BalancerCheck>> = {
  'load_aware_locality.v3.LoadAwareLocality': inner('endpoint_picking_policy'),
  'maglev.v3.Maglev': checkTable,
  'override_host.v3.OverrideHost': inner('fallback_policy'),
  'ring_hash.v3.RingHash': checkRing,
  'subset.v3.Subset': (config, report, context) => {
    if (context.isReady && hasFallback(config, `${PACKAGE}subset.v3.Subset`))
      inner('subset_lb_policy')(config, report, context);
  },
  'wrr_locality.v3.WrrLocality': checkPicking,
};

/** "Currently WrrLocalityLoadBalancer only supports ClientSideWeightedRoundRobinLoadBalancer" (Envoy 1.37 to 1.40). */
function checkPicking(config: YamlMap | undefined, report: ReportCoded, context: ClusterContext): void {
  const policy = chosenPolicy(field(config, 'endpoint_picking_policy'), context);
  if (!policy || policy.type === `${PACKAGE}client_side_weighted_round_robin.v3.ClientSideWeightedRoundRobin`) return;
  report(
    'envoy/invalid-value',
    typeEntry(field(field(policy.node, 'typed_extension_config'), 'typed_config'))?.value ?? policy.node,
    "'{0}' supports only the policy '{1}'.",
    'WrrLocality',
    'ClientSideWeightedRoundRobin',
  );
}

/** Envoy makes the load balancers of subsets for the endpoints in them, but that for all others as soon as the cluster is ready. */
const hasFallback = (config: YamlNode | undefined, type: string): boolean =>
  envoyBool(field(config, 'panic_mode_any')) === true ||
  fallsBack(config, type) ||
  fieldItems(field(config, 'subset_selectors')).some(
    (selector) => fieldItems(field(selector, 'keys')).length > 0 && fallsBack(selector, `${type}.LbSubsetSelector`),
  );

const fallsBack = (node: YamlNode | undefined, type: string): boolean =>
  ['ANY_ENDPOINT', 'DEFAULT_SUBSET'].includes(enumField(node, type, 'fallback_policy') ?? '');

/** "ring hash: minimum_ring_size (…) > maximum_ring_size (…)". @param config a RingHash, or a RingHashLbConfig of a cluster */
function checkRing(config: YamlNode | undefined, report: ReportCoded): void {
  const most = field(config, 'maximum_ring_size');
  const least = field(config, 'minimum_ring_size');
  const maximum = envoyUint64(most)?.value;
  const minimum = isUnset(least) ? DEFAULT_MINIMUM : envoyUint64(least)?.value;
  if (!most || maximum === undefined || minimum === undefined || minimum <= maximum) return;
  report(
    'envoy/out-of-range',
    most,
    "'{0}' must not be less than '{1}', which is {2}.",
    'maximum_ring_size',
    'minimum_ring_size',
    String(minimum),
  );
}

const DEFAULT_MINIMUM = 1024n;

/** "The table size of maglev must be prime number". @param config a Maglev, or a MaglevLbConfig of a cluster */
function checkTable(config: YamlNode | undefined, report: ReportCoded): void {
  const size = envoyUint64(field(config, 'table_size'));
  if (size && !isPrime(size.value))
    report('envoy/invalid-value', size.at, 'The size of a Maglev table must be a prime number.');
}

/** Larger tables are above the maximum. */
const MAX_TABLE = 5_000_011n;

function isPrime(size: bigint): boolean {
  if (size > MAX_TABLE) return true;
  const number = Number(size);
  for (let divisor = 2; divisor * divisor <= number; divisor++) if (number % divisor === 0) return false;
  return number > 1;
}
