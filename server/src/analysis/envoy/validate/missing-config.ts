import { fieldOf } from '../../schema/envoy-facts.ts';
import { isLateSlot, type Slot, slotOf } from '../../schema/envoy-slots.ts';
import type { YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { envoyBool, envoyString } from '../envoy-scalar.ts';
import { field, fieldEntry } from '../envoy-field.ts';
import { isUnfilled } from './loaded-scalar.ts';
import type { SetField } from './set-field.ts';
import { report, type Walk } from './walk.ts';

/**
 * A message that holds an extension has no config for it, or an empty one: the name alone does not tell Envoy what it is, and
 * no extension is registered without a type. What may come by discovery, is optional or is still written as in v2 is left out.
 */
export function reportMissingConfig(
  set: readonly SetField[],
  node: YamlMap,
  type: string,
  outer: Slot | undefined,
  walk: Walk,
): void {
  const holder = fieldOf(type, 'typed_config');
  // Those without a name, such as RequestIDExtension, have a default.
  if (holder?.field.t !== 'google.protobuf.Any' || !fieldOf(type, 'name')) return;
  const slot = slotOf(holder, outer);
  if (!slot || slot.any || isLateSlot(slot) || mayBeAbsent(node)) return;
  const config = set.find(({ found }) => found === holder);
  if (!config && type === 'envoy.config.cluster.v3.Cluster.CustomClusterType' && isNamedClusterType(node)) return;
  const isEmpty = config?.entry.value?.kind === 'map' && config.entry.value.entries.length === 0;
  // Where the API requires the config itself, it is a missing field.
  if (isEmpty || (!config && !(holder.field.v?.any as { required?: boolean } | undefined)?.required))
    report(walk, { code: 'missing-type', of: 'holder' });
}

/**
 * Types of clusters are found by their names if there is no config at all. Types with required fields are rejected
 * because of the missing fields (checked with Envoy 1.36 and 1.40, name by name).
 */
function isNamedClusterType(node: YamlMap): boolean {
  const name = envoyString(field(node, 'name'))?.value ?? '';
  return /^envoy\.(cluster\.(dns|eds|logical_dns|original_dst|static|strict_dns)|clusters\.(dynamic_forward_proxy|redis))$/.test(
    name,
  );
}

function mayBeAbsent(node: YamlMap): boolean {
  const name = field(node, 'name');
  return (
    ['config', 'config_discovery'].some((key) => fieldEntry(node, key)) ||
    envoyBool(field(node, 'is_optional')) === true ||
    (name?.kind === 'scalar' && isUnfilled(name.text))
  );
}
