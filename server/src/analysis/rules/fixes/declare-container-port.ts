import type { TextEdit } from '../../text/text-range.ts';
import { insertEntry, insertItem, type Plain, replaceValue } from '../../yaml/edit/yaml-edit.ts';
import { asSeq, entryOf } from '../../yaml/syntax/yaml-path.ts';
import type { EnvoyWorkload } from '../../workspace/envoy-workload.ts';

/** Adds an item to the ports of the Envoy container, and the list if there is none. */
export function declareContainerPort({ envoyContainer, file }: EnvoyWorkload, port: Plain): TextEdit {
  const { node, portsEntry } = envoyContainer;
  if (!portsEntry) return insertEntry(file.text, node, 'ports', [port], entryOf(node, 'image') ?? node.entries.at(-1));
  const ports = asSeq(portsEntry.value);
  return ports && ports.items.length > 0
    ? insertItem(file.text, ports, port)
    : replaceValue(file.text, node, portsEntry, [port]);
}
