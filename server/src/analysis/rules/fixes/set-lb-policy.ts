import type { MessageProblem } from '../../envoy/message-checks/message-check.ts';
import { fieldEntry } from '../../envoy/envoy-field.ts';
import { insertEntry, replaceValue } from '../../yaml/edit/yaml-edit.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, type PlacedSource } from '../rule.ts';

const FIELD = 'lb_policy';

/** Sets the load balancing policy that the cluster type requires. Undefined for other problems. */
export function setLbPolicyFixes({ file, source }: PlacedSource, { node, message: said }: MessageProblem): Fix[] {
  const [name, policy] = said.args.slice(-2);
  if (name !== FIELD || typeof policy !== 'string' || !source.editable || node.aliasRange) return [];
  const entry = fieldEntry(node, FIELD);
  if (entry?.value?.aliasRange || entry?.value?.anchor) return [];
  const edit = entry
    ? replaceValue(file.text, node, entry, policy)
    : insertEntry(file.text, node, FIELD, policy, fieldEntry(node, 'type') ?? fieldEntry(node, 'cluster_type'));
  return [
    { title: message("Set '{0}' to '{1}'", FIELD, policy), preferred: true, safe: false, edits: [editsIn(file, edit)] },
  ];
}
