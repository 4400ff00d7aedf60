import { fieldEntry } from '../../../envoy/envoy-field.ts';
import { isJson, renameKey } from '../../../yaml/edit/yaml-edit.ts';
import type { YamlNode } from '../../../yaml/syntax/yaml-node.ts';
import type { Rewrite } from './rewrite.ts';

/** The compressor ignored case in the old list (checked with Envoy 1.40), so the matchers must ignore it too. */
export const contentType: Rewrite = {
  successor: 'content_type_matcher',
  edits({ text, map, entry, value, spell }) {
    const items = value.kind === 'seq' ? value.items : [value];
    if (fieldEntry(map, 'content_type_matcher') || items.some((item) => !isOneLine(item))) return undefined;
    const json = isJson(text, map);
    const [exact, ignoreCase] = ['exact', spell('ignore_case')].map((key) => (json ? JSON.stringify(key) : key));
    const inBraces = items.map(({ range }) => {
      const pairs = `${exact}: ${text.slice(range.start, range.end)}, ${ignoreCase}: true`;
      return { range, newText: json ? `{${pairs}}` : `{ ${pairs} }` };
    });
    return [renameKey(text, entry, spell('content_type_matcher')), ...inBraces];
  },
};

/** A scalar that can be written in a flow map as it is. */
const isOneLine = (item: YamlNode): boolean =>
  item.kind === 'scalar' &&
  !item.aliasRange &&
  item.anchor === undefined &&
  item.tag === undefined &&
  (item.style === 'plain' ? /^[\w./+*-]+$/.test(item.text) : item.style !== 'literal' && item.style !== 'folded');
