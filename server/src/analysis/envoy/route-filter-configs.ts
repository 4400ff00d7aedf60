import type { YamlEntry, YamlMap } from '../yaml/syntax/yaml-node.ts';
import { asMap } from '../yaml/syntax/yaml-path.ts';
import { field, fieldEntry, fieldItems } from './envoy-field.ts';
import { envoyBool } from './envoy-scalar.ts';
import { isUncertain } from './message-checks/unknown-keys.ts';
import { anyType } from './typed/any-type.ts';
import { isUnset } from './validate/loaded-scalar.ts';

/** A config of a filter, and the fields of which it requires one. */
export interface IncompleteRouteConfig {
  readonly config: YamlMap;
  readonly required: readonly string[];
}

/** The configs in `typed_per_filter_config` of a route, virtual host or weighted cluster that lack what Envoy requires. */
export const incompleteRouteConfigs = (holder: YamlMap): readonly IncompleteRouteConfig[] =>
  (asMap(field(holder, 'typed_per_filter_config'))?.entries ?? []).flatMap(({ value }) => {
    const config = unwrapped(asMap(value));
    const type = anyType(config);
    const required = type === undefined ? undefined : requiredFields[type];
    if (!config || type === undefined || !required || isUncertain(config, type)) return [];
    return required.some((name) => isGiven(config, name)) ? [] : [{ config, required }];
  });

/** A FilterConfig that wraps nothing and does not disable the filter. */
export interface EmptyRouteConfig {
  /** Of the filter. */
  readonly name: string;
  readonly at: YamlEntry | YamlMap;
}

/** "Empty route/virtual host per filter configuration" (Envoy 1.36 to 1.40). */
export const emptyRouteConfigs = (holder: YamlMap): readonly EmptyRouteConfig[] =>
  (asMap(field(holder, 'typed_per_filter_config'))?.entries ?? []).flatMap(({ key, value }) => {
    const wrapper = asMap(value);
    if (!wrapper || anyType(wrapper) !== WRAPPER || isUncertain(wrapper, WRAPPER)) return [];
    const disabled = field(wrapper, 'disabled');
    if (!isUnset(field(wrapper, 'config')) || (!isUnset(disabled) && envoyBool(disabled) !== false)) return [];
    return [{ name: key.text, at: fieldEntry(wrapper, 'disabled') ?? wrapper.entries[0] ?? wrapper }];
  });

const WRAPPER = 'envoy.config.route.v3.FilterConfig';

/** "Per filter configs must at least specify either request or response rules", "token bucket must be set for per filter configs", "limit must be set for per route filter config". */
const requiredFields: Readonly<Record<string, readonly string[]>> = {
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
