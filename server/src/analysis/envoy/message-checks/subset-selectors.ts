import { enumField } from '../enum-field.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { field, fieldEntry } from '../envoy-field.ts';
import { envoyName } from '../envoy-scalar.ts';
import { hasElision } from '../has-elision.ts';
import type { CodedCheck } from './message-check.ts';

/**
 * "fallback_keys_subset can be set only for KEYS_SUBSET fallback_policy", and is a part of the keys.
 * @param type the message: a cluster and the policy for subsets have selectors of their own
 */
export const subsetKeys =
  (type: string): CodedCheck =>
  (node, report) => {
    const policy = fieldEntry(node, 'fallback_policy');
    const fallbackPolicy = enumField(node, type, 'fallback_policy');
    const isSubset = fallbackPolicy === 'KEYS_SUBSET';
    const fallback = fieldEntry(node, 'fallback_keys_subset');
    const [keys, some] = [textsOf(field(node, 'keys')), textsOf(fallback?.value)];
    // Envoy skips a selector without keys (checked with Envoy 1.36 to 1.40).
    if (fallbackPolicy === undefined || !keys || !some || keys.length === 0) return;
    if (!isSubset && fallback && some.length > 0)
      report(
        'envoy/missing-dependency',
        fallback,
        "'{0}' requires '{1}'.",
        'fallback_keys_subset',
        'fallback_policy: KEYS_SUBSET',
      );
    else if (isSubset && policy && some.length === 0 && !hasElision(node))
      report('envoy/missing-dependency', policy, "'{0}' requires '{1}'.", 'KEYS_SUBSET', 'fallback_keys_subset');
    else if (
      isSubset &&
      fallback &&
      (some.some((key) => !keys.includes(key)) || new Set(keys).size === new Set(some).size)
    )
      report(
        'envoy/invalid-value',
        fallback,
        "'{0}' must be a proper subset of '{1}'.",
        'fallback_keys_subset',
        'keys',
      );
  };

/** Undefined if one of them is not known. */
function textsOf(node: YamlNode | undefined): readonly string[] | undefined {
  const items = node?.kind === 'seq' ? node.items : node ? [node] : [];
  const texts = items.flatMap((item) => envoyName(item)?.value ?? []);
  return texts.length === items.length ? texts : undefined;
}
