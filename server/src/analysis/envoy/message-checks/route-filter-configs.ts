import type { YamlEntry, YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { asMap } from '../../yaml/syntax/yaml-path.ts';
import { field, fieldEntry, fieldItems } from '../envoy-field.ts';
import { envoyBool } from '../envoy-scalar.ts';
import { hasElision } from '../has-elision.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import type { CodedCheck, ReportCoded } from './message-check.ts';
import { hasUnknownKeys } from './unknown-keys.ts';
import { anyType } from '../typed/any-type.ts';

/** What filters require of their config for a route or virtual host, though not of their own (Envoy 1.36 to 1.40). */
export const routeFilterConfigs: CodedCheck = (node, report) => {
  for (const entry of asMap(field(node, 'typed_per_filter_config'))?.entries ?? []) {
    checkWrapper(entry, report);
    const config = unwrapped(asMap(entry.value));
    const type = anyType(config);
    const wanted = type === undefined ? undefined : required[type];
    if (!config || type === undefined || !wanted || hasElision(config) || hasUnknownKeys(config, type)) continue;
    if (wanted.some((name) => isGiven(config, name))) continue;
    const at = firstField(config);
    if (wanted.length > 1) report('envoy/missing-field', at, "A per-route config requires '{0}' or '{1}'.", ...wanted);
    else report('envoy/missing-field', at, "A per-route config requires '{0}'.", ...wanted);
  }
};

/** "Empty route/virtual host per filter configuration": one that wraps nothing disables the filter (Envoy 1.36 to 1.40). */
function checkWrapper({ key, value }: YamlEntry, report: ReportCoded): void {
  const wrapper = asMap(value);
  if (!wrapper || anyType(wrapper) !== WRAPPER || hasElision(wrapper) || hasUnknownKeys(wrapper, WRAPPER)) return;
  const disabled = field(wrapper, 'disabled');
  if (!isUnset(field(wrapper, 'config')) || (!isUnset(disabled) && envoyBool(disabled) !== false)) return;
  report(
    'envoy/missing-field',
    fieldEntry(wrapper, 'disabled') ?? firstField(wrapper),
    "'{0}' is empty. It requires '{1}' or '{2}'.",
    key.text,
    'config',
    'disabled: true',
  );
}

const WRAPPER = 'envoy.config.route.v3.FilterConfig';

/** "Per filter configs must at least specify either request or response rules", "token bucket must be set for per filter configs", "limit must be set for per route filter config". */
const required: Readonly<Record<string, readonly string[]>> = {
  'envoy.extensions.filters.http.bandwidth_limit.v3.BandwidthLimit': ['limit_kbps'],
  'envoy.extensions.filters.http.header_to_metadata.v3.Config': ['request_rules', 'response_rules'],
  'envoy.extensions.filters.http.json_to_metadata.v3.JsonToMetadata': ['request_rules', 'response_rules'],
  'envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit': ['token_bucket'],
};

/** A filter that is disabled for the route is not configured there. */
function unwrapped(config: YamlMap | undefined): YamlMap | undefined {
  if (anyType(config) !== WRAPPER) return config;
  return envoyBool(field(config, 'disabled')) === true ? undefined : asMap(field(config, 'config'));
}

function isGiven(config: YamlMap, name: string): boolean {
  const value = field(config, name);
  return !isUnset(value) && (value?.kind !== 'seq' || fieldItems(value).length > 0);
}

const firstField = (config: YamlMap): YamlEntry | YamlMap => config.entries[0] ?? config;
