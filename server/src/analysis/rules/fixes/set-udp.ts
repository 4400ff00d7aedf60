import { fieldEntry, fieldPath } from '../../envoy/envoy-field.ts';
import { isUnset } from '../../envoy/validate/loaded-scalar.ts';
import { insertEntry, replaceValue } from '../../yaml/edit/yaml-edit.ts';
import type { YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, type PlacedSource } from '../rule.ts';

/** Makes a listener for UDP of one for TCP. There is no fix if it has filter chains, which are for TCP. */
export function setUdpFixes({ file, source }: PlacedSource, listener: YamlMap): readonly Fix[] {
  const socket = fieldPath(listener, 'address', 'socket_address');
  const hasChains = ['filter_chains', 'default_filter_chain'].some((name) => fieldEntry(listener, name));
  if (socket?.kind !== 'map' || socket.aliasRange || hasChains || !source.editable || listener.aliasRange) return [];
  const entry = fieldEntry(socket, 'protocol');
  const edit =
    entry && !isUnset(entry.value)
      ? replaceValue(file.text, socket, entry, 'UDP')
      : insertEntry(file.text, socket, 'protocol', 'UDP');
  if (entry && isUnset(entry.value)) return [];
  return [
    {
      title: message("Set '{0}' to '{1}'", 'protocol', 'UDP'),
      preferred: true,
      safe: false,
      edits: [editsIn(file, edit)],
    },
  ];
}
