import type { EnvoySource } from '../../workspace/envoy-source.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import { hasHash } from '../../yaml/edit/entry-lines.ts';
import { removeItem } from '../../yaml/edit/yaml-edit.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { walk } from '../../yaml/syntax/yaml-path.ts';
import type { Message } from '../message.ts';
import { editsIn, type Fix } from '../rule.ts';

interface ItemRemoval {
  readonly preferred?: boolean;
  /** The list contains a copy of the item, so only comments are lost. */
  readonly isRepeated?: boolean;
}

/**
 * The fix that removes an item from its list. Undefined if an alias refers to its content, or if the list is elsewhere.
 */
export function itemRemoval(
  { file, source }: { readonly file: SourceFile; readonly source: EnvoySource },
  list: YamlNode | undefined,
  item: YamlNode,
  title: Message,
  { preferred = false, isRepeated = false }: ItemRemoval = {},
): readonly Fix[] {
  if (!source.editable || list?.kind !== 'seq' || list.aliasRange || !list.items.includes(item)) return [];
  if ([...walk(item)].some((node) => node.anchor)) return [];
  const edit = removeItem(file.text, list, item);
  const isSafe = isRepeated && !hasHash(file.text.slice(edit.range.start, edit.range.end));
  return [{ title, preferred, safe: isSafe, edits: [editsIn(file, edit)] }];
}
