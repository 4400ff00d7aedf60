import type { EnvoySource } from '../../workspace/envoy-source.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import { moveItemToEnd } from '../../yaml/edit/move-item.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import type { Message } from '../message.ts';
import { editsIn, type Fix } from '../rule.ts';

/**
 * The fix that moves an item to the end of its list. Undefined if the list is elsewhere, or if the item shares its
 * lines.
 */
export function itemMove(
  { file, source }: { readonly file: SourceFile; readonly source: EnvoySource },
  list: YamlNode | undefined,
  item: YamlNode,
  title: Message,
): readonly Fix[] {
  if (!source.editable || list?.kind !== 'seq' || list.aliasRange) return [];
  const edits = moveItemToEnd(file.text, list, item);
  return edits ? [{ title, preferred: true, safe: false, edits: [editsIn(file, ...edits)] }] : [];
}
