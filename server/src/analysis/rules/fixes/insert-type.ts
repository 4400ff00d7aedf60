import { lineStart } from '../../text/line-places.ts';
import type { TextEdit } from '../../text/text-range.ts';
import type { YamlMap } from '../../yaml/syntax/yaml-node.ts';

/** Adds `@type` as the first field of a message with other fields, as is customary. */
export function insertType(text: string, map: YamlMap, type: string): TextEdit {
  const start = map.entries[0]?.key.range.start ?? map.range.start;
  const line = lineStart(text, start);
  const indent = text.slice(line, start).replace(/[^\t]/g, ' ');
  const newline = text[line - 2] === '\r' ? '\r\n' : '\n';
  const separator = map.flow ? ', ' : newline + indent;
  return { range: { start, end: start }, newText: `"@type": ${map.flow ? JSON.stringify(type) : type}${separator}` };
}
