import { field, fieldEntry } from '../../envoy/envoy-field.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import { hasElision } from '../../envoy/has-elision.ts';
import { isIpAddress } from '../../envoy/ip-address.ts';
import type { MessageCheck, MessageProblem } from '../../envoy/message-checks/message-check.ts';
import { hasUnknownKeys } from '../../envoy/message-checks/unknown-keys.ts';
import { isUnset } from '../../envoy/validate/loaded-scalar.ts';
import { insertEntry, replaceValue } from '../../yaml/edit/yaml-edit.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, messageRule, type Subjects } from '../rule.ts';

/** Zero bits are compared, which is meant where the address is nothing but zeros. */
const prefixLength: MessageCheck = (node, report) => {
  const prefix = envoyString(field(node, 'address_prefix'));
  if (!prefix || !isUnset(field(node, 'prefix_len')) || !isIpAddress(prefix.value)) return;
  if (/^[0.:]+$/.test(prefix.value) || hasElision(node)) return;
  if (['envoy.config.core.v3.CidrRange', 'xds.core.v3.CidrRange'].every((type) => hasUnknownKeys(node, type))) return;
  const version = prefix.value.includes(':') ? 'IPv6' : 'IPv4';
  report(prefix.at, "This range matches every {0} address. Set '{1}'.", version, 'prefix_len');
};

export const envoyPrefixLengthMissing = messageRule({
  code: 'envoy/prefix-length-missing',
  severity: 'warning',
  needsWhole: true,
  summary: 'An address range has no prefix length and matches every address.',
  why: 'Without `prefix_len` the length is 0, so that Envoy compares no bit of the address: `203.0.113.9` matches every IPv4 address (run with Envoy 1.40). For one address the length is 32, for one IPv6 address 128. The rule is silent for `0.0.0.0` and `::`, and for a length of 0 that is written.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ - filters: => - filter_chain_match: { source_prefix_ranges: [{ address_prefix: 203.0.113.9 }] }\\n              filters:
#? warning envoy/prefix-length-missing at "203.0.113.9": This range matches every IPv4 address. Set 'prefix_len'.
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
#~ - filters: => - filter_chain_match: { source_prefix_ranges: [{ address_prefix: 203.0.113.9, prefix_len: 32 }] }\\n              filters:
`,
    },
  ],
  visits: { 'envoy.config.core.v3.CidrRange': prefixLength, 'xds.core.v3.CidrRange': prefixLength },
  fixes: (problem, subject) => fixes(subject, problem),
});

/** One address is meant where its last part is no zero. */
function fixes({ file, source }: Subjects['envoy'], { node, at }: MessageProblem): Fix[] {
  if ('key' in at || at.kind !== 'scalar' || !source.editable || node.aliasRange) return [];
  const length = at.text.includes(':') ? 128 : 32;
  const entry = fieldEntry(node, 'prefix_len');
  const edit = entry
    ? replaceValue(file.text, node, entry, length)
    : insertEntry(file.text, node, 'prefix_len', length, fieldEntry(node, 'address_prefix'));
  return [
    {
      title: message("Set '{0}' to '{1}'", 'prefix_len', length),
      preferred: !/[.:]0*$/.test(at.text),
      safe: false,
      edits: [editsIn(file, edit)],
    },
  ];
}
