import { typeOfUrl } from '../schema/envoy-facts.ts';
import { type Slot, slotTakes } from '../schema/envoy-slots.ts';
import { extensionSince, mayHaveBeenExtension } from '../schema/envoy-versions.ts';
import type { YamlMap, YamlNode } from '../yaml/syntax/yaml-node.ts';
import { asMap } from '../yaml/syntax/yaml-path.ts';
import { field, fieldItems } from './envoy-field.ts';
import { isUncertain } from './message-checks/unknown-keys.ts';
import { anyContent, typeEntry } from './typed/any-type.ts';
import { isUnfilled, isUnset } from './validate/loaded-scalar.ts';

/** The Envoy that reads a config. */
interface Binary {
  readonly version?: string;
  readonly contrib?: boolean;
}

/** A policy of a LoadBalancingPolicy, with its config. */
export interface BalancingPolicy {
  /** What `policies` contains. */
  readonly node: YamlNode;
  /** Full name of the message in its `typed_config`. */
  readonly type: string;
  readonly config: YamlMap | undefined;
}

/**
 * The place of the first policy that Envoy knows, or may know: it uses this one, and does not look at the others (Envoy 1.36 to
 * 1.40). -1 if it knows none ("didn't find a registered load balancer factory implementation").
 * @param policies the items of `policies`
 */
export const firstKnownPolicy = (policies: readonly YamlNode[], binary: Binary): number =>
  policies.findIndex((policy) => isKnown(policy, binary) !== false);

/** The policy that Envoy uses. Undefined if there is none, or if it is not certain. @param balancing a LoadBalancingPolicy */
export function chosenPolicy(balancing: YamlNode | undefined, binary: Binary): BalancingPolicy | undefined {
  const policies = fieldItems(field(balancing, 'policies'));
  const node = policies[firstKnownPolicy(policies, binary)];
  if (!node || isKnown(node, binary) !== true) return undefined;
  const { type, config } = anyContent(configOf(node));
  return type === undefined ? undefined : { node, type, config };
}

const configOf = (policy: YamlNode): YamlNode | undefined =>
  field(field(policy, 'typed_extension_config'), 'typed_config');

/** Whether Envoy has the extension of a policy. Undefined if this is not certain. */
function isKnown(policy: YamlNode, { version, contrib }: Binary): boolean | undefined {
  const config = configOf(policy);
  if (isUnset(config) || (config?.kind === 'map' && config.entries.length === 0)) return mayMissMore(policy);
  const { type } = anyContent(config);
  if (type === undefined) return isWithoutType(config) ? false : undefined;
  if (mayHaveBeenExtension(type, version)) return undefined;
  if (!slotTakes(balancers, type)) return typeOfUrl(type).kind === 'contrib' && contrib ? undefined : false;
  return version !== undefined && extensionSince(type, balancers.categories, version) ? undefined : true;
}

const balancers: Slot = { categories: ['envoy.load_balancing_policies'], types: [], any: false };

/** A policy without a config is none, unless the config may be under another name. */
function mayMissMore(policy: YamlNode): false | undefined {
  const holder = field(policy, 'typed_extension_config');
  const isOpen =
    (!isUnset(policy) && isUncertain(policy, 'envoy.config.cluster.v3.LoadBalancingPolicy.Policy')) ||
    (!isUnset(holder) && isUncertain(holder, 'envoy.config.core.v3.TypedExtensionConfig'));
  return isOpen ? undefined : false;
}

/** A TypedStruct that does not say what it is. */
function isWithoutType(config: YamlNode | undefined): boolean {
  const url = typeEntry(config)?.value;
  if (url?.kind !== 'scalar' || isUnfilled(url.text) || isUnset(url)) return false;
  return asMap(config)?.entries.every(({ key, value }) => !/^type_?url$/i.test(key.text) || isUnset(value)) === true;
}
