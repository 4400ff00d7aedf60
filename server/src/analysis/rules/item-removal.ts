import type { EnvoySource } from '../workspace/envoy-source.ts';
import type { SourceFile } from '../workspace/source-file.ts';
import { removeItem } from '../yaml/yaml-edit.ts';
import type { YamlNode } from '../yaml/yaml-node.ts';
import { walk } from '../yaml/yaml-path.ts';
import type { Message } from './message.ts';
import { editsIn, type Fix } from './rule.ts';

/** The fix that takes an item out of its list; none where an alias needs what is in it, or the list stands elsewhere. */
export function itemRemoval(
  { file, source }: { readonly file: SourceFile; readonly source: EnvoySource },
  list: YamlNode | undefined,
  item: YamlNode,
  title: Message,
  preferred = false,
): readonly Fix[] {
  if (!source.editable || list?.kind !== 'seq' || list.aliasRange || !list.items.includes(item)) return [];
  if ([...walk(item)].some((node) => node.anchor)) return [];
  return [{ title, preferred, edits: [editsIn(file, removeItem(file.text, list, item))] }];
}
