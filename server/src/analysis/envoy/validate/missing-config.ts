import { messageOf } from '../../schema/envoy-facts.ts';
import { type Slot, slotOf } from '../../schema/envoy-slots.ts';
import type { YamlMap } from '../../yaml/yaml-node.ts';
import { envoyBool } from '../envoy-scalar.ts';
import { field, fieldEntry } from '../envoy-field.ts';
import { isUnfilled } from './loaded-scalar.ts';
import type { SetField } from './set-field.ts';
import { isUnruled } from './validate-any.ts';
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
  const fields = messageOf(type)?.f;
  const holder = fields?.typed_config;
  // Those without a name, such as RequestIDExtension, have a default.
  if (holder?.t !== 'google.protobuf.Any' || !fields?.name) return;
  const slot = slotOf(holder, outer);
  if (!slot || slot.any || isUnruled(slot) || mayBeAbsent(node)) return;
  const config = set.find(({ name }) => name === 'typed_config');
  const isEmpty = config?.entry.value?.kind === 'map' && config.entry.value.entries.length === 0;
  // Where the API requires the config itself, it is a missing field.
  if (isEmpty || (!config && !(holder.v?.any as { required?: boolean } | undefined)?.required))
    report(walk, { code: 'missing-type', of: 'holder' });
}

function mayBeAbsent(node: YamlMap): boolean {
  const name = field(node, 'name');
  return (
    ['config', 'config_discovery'].some((key) => fieldEntry(node, key)) ||
    envoyBool(field(node, 'is_optional')) === true ||
    (name?.kind === 'scalar' && isUnfilled(name.text))
  );
}
