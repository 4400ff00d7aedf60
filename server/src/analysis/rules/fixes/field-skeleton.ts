import type { EnvoyConfig } from '../../envoy/envoy-config.ts';
import { violatedConstraint, type Rules } from '../../envoy/validate/violated-constraint.ts';
import { requiredGroups } from '../../envoy/validate/missing-fields.ts';
import { readScalar } from '../../envoy/validate/read-scalar.ts';
import { enumValues, fieldOf, isEnum, messageOf } from '../../schema/envoy-facts.ts';
import { scalarType } from '../../schema/envoy-types.ts';
import type { EnvoyField } from '../../schema/envoy-model.ts';
import type { Plain } from '../../yaml/edit/yaml-edit.ts';
import { freeName } from './free-name.ts';

/** A placeholder for a text that only the user knows. */
const PLACEHOLDER = 'my-value';

/** Whether a skeleton contains such a placeholder. */
export const hasPlaceholderText = (value: Plain): boolean => JSON.stringify(value).includes(PLACEHOLDER);

/** Maximum depth of a skeleton. Nothing that Envoy requires may be missing below it. */
const MAX_DEPTH = 5;

/**
 * A value for a field that Envoy accepts, with required fields only. Undefined if only the user can know it, for
 * example an extension.
 */
export function fieldSkeleton(type: string, name: string, config: EnvoyConfig, depth = 0): Plain | undefined {
  const at = fieldOf(type, name);
  if (!at || depth > MAX_DEPTH || at.form === 'map') return undefined;
  const value = fieldValue(type, at.name, at.field, config, depth);
  return at.form === 'list' && value !== undefined ? [value] : value;
}

function fieldValue(
  type: string,
  name: string,
  field: EnvoyField,
  config: EnvoyConfig,
  depth: number,
): Plain | undefined {
  const inner = scalarType(field.t);
  const rules = itemRules(field);
  if (inner === undefined) return messageSkeleton(field.t, config, depth);
  const candidates = [...usual(type, name, config), ...candidatesFor(inner, rules)];
  return candidates.find((candidate) => isAllowed(inner, rules, candidate));
}

const itemRules = (field: EnvoyField): Rules =>
  (field.r ? (field.v?.repeated as { items?: Rules } | undefined)?.items : field.v) ?? {};

function messageSkeleton(type: string, config: EnvoyConfig, depth: number): Plain | undefined {
  if (!messageOf(type) || type === 'google.protobuf.Any') return undefined;
  const entries: [string, Plain][] = [];
  for (const group of requiredGroups(type)) {
    const filled = groupSkeleton(type, group, config, depth + 1);
    if (!filled) return undefined;
    entries.push(filled);
  }
  return Object.fromEntries(entries);
}

/** The member of a group that is set most often, or the first one that can be filled in. */
export function groupSkeleton(
  type: string,
  group: readonly string[],
  config: EnvoyConfig,
  depth = 0,
): [name: string, value: Plain] | undefined {
  const liked = group.filter((name) => preferred.has(`${type}.${name}`));
  for (const name of [...liked, ...group]) {
    if (messageOf(type)?.f[name]?.a?.deprecated) continue;
    const value = fieldSkeleton(type, name, config, depth);
    if (value !== undefined) return [name, value];
  }
  return undefined;
}

/** The most common member of a oneof. */
const preferred: ReadonlySet<string> = new Set([
  'envoy.config.core.v3.Address.socket_address',
  'envoy.config.core.v3.SocketAddress.port_value',
  'envoy.config.core.v3.HealthCheck.tcp_health_check',
  'envoy.config.route.v3.RouteMatch.prefix',
  'envoy.config.route.v3.Route.route',
  'envoy.config.route.v3.RouteAction.cluster',
  'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.route_config',
]);

/** Values that make sense come before those that are merely allowed. */
function usual(type: string, name: string, { clusterNames }: EnvoyConfig): readonly Plain[] {
  if (name === 'cluster' || name === 'cluster_name') {
    const [first] = clusterNames();
    return first === undefined ? [] : [first];
  }
  if (type.endsWith('.Cluster') && name === 'name')
    return [clusterNames().has('my-cluster') ? freeName('my-cluster', clusterNames()) : 'my-cluster'];
  return usualValues[name] ?? [];
}

const usualValues: Readonly<Record<string, readonly Plain[]>> = {
  address: ['127.0.0.1'],
  code: [200],
  domains: ['*'],
  healthy_threshold: [2],
  port_value: [8080],
  prefix: ['/'],
  stat_prefix: ['ingress_http'],
  status: [200],
  unhealthy_threshold: [3],
};

function candidatesFor(inner: string, rules: Rules): readonly Plain[] {
  const limits = Object.values(rules)[0] as Readonly<Record<string, unknown>> | undefined;
  if (isEnum(inner))
    return enumValues(inner).flatMap((one) => (one.deprecated || one.disallowedByDefault ? [] : [one.name]));
  switch (inner) {
    case 'string':
      return [
        ...((limits?.in as string[] | undefined) ?? []),
        `${limits?.prefix ?? ''}${PLACEHOLDER}${limits?.suffix ?? ''}`,
        '/',
      ];
    case 'bool':
      return [true, false];
    case 'google.protobuf.Duration':
      return ['1s', '5s', String(limits?.gte ?? '0s')];
    case 'bytes':
    case 'google.protobuf.Timestamp':
    case 'google.protobuf.FieldMask':
      return [];
    default:
      return [1, 0, Number(limits?.gte ?? 0), Number(limits?.gt ?? 0) + 1];
  }
}

function isAllowed(inner: string, rules: Rules, value: Plain): boolean {
  const scalar =
    typeof value === 'number'
      ? ({ kind: 'number', value } as const)
      : typeof value === 'boolean'
        ? ({ kind: 'bool', value } as const)
        : ({ kind: 'string', value: String(value) } as const);
  const reading = readScalar(inner, scalar, { wholeFractions: true });
  return reading.kind === 'value' && violatedConstraint(rules, reading.value) === undefined;
}
