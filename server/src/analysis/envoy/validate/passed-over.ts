import type { MessageField } from '../../schema/envoy-facts.ts';
import type { YamlSeq } from '../../yaml/syntax/yaml-node.ts';
import { firstKnownPolicy } from '../balancing-policies.ts';
import type { ValidateOptions } from './walk.ts';

/** Whether Envoy passes over an item of a list, by its place: it parses the item, and neither looks up its extension nor applies the API's rules to it. */
export function passedOver(
  { items }: YamlSeq,
  place: MessageField,
  options: ValidateOptions,
): (index: number) => boolean {
  if (place.message !== BALANCING || place.name !== 'policies') return () => false;
  const chosen = firstKnownPolicy(items, options);
  return (index) => chosen >= 0 && index !== chosen;
}

const BALANCING = 'envoy.config.cluster.v3.LoadBalancingPolicy';
