import type { Manifest } from '../../kubernetes/manifest.ts';
import { type TextRange, touches } from '../../text/text-range.ts';
import type { EnvoySource } from '../../workspace/envoy-source.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { placeOf } from '../../yaml/syntax/yaml-path.ts';

/** Where a value is, in a config or a manifest. */
export interface ValuePath {
  /** Undefined if there is no entry yet. */
  readonly entry?: YamlEntry;
  /** Keys and indices from the root to the entry, its own key last. */
  readonly path: readonly (string | number)[];
  /** The maps and lists around it, from the root down. */
  readonly around: readonly YamlNode[];
  readonly source?: EnvoySource;
  readonly manifest?: Manifest;
}

/** A value that is being written. */
export interface CompletionPlace extends ValuePath {
  readonly entry: YamlEntry;
  /** What the item replaces: the scalar without its quotes, or nothing yet. */
  readonly range: TextRange;
}

/** The place of a scalar value at an offset: inside it, or after a colon on the same line if nothing is written yet. */
export function placeAt(file: SourceFile, offset: number): CompletionPlace | undefined {
  const source = file.envoySources.find(({ scalar, config }) =>
    holds(file, scalar ? scalar.range : config.root.range, offset),
  );
  const manifest = file.manifests.find(({ root }) => holds(file, root.range, offset));
  const root: YamlMap | undefined = source?.config.root ?? manifest?.root;
  const found = root && entryAt(root, file.text, offset, [], []);
  return found && { ...found, ...(source && { source }), ...(manifest && { manifest }) };
}

/** A trailing space belongs to the last entry, so the end of the line is included. */
const holds = (file: SourceFile, range: TextRange, offset: number): boolean =>
  range.start <= offset && offset <= lineEnd(file.text, range.end);

type FoundPlace = Pick<CompletionPlace, 'entry' | 'path' | 'around' | 'range'>;

function entryAt(
  node: YamlNode,
  text: string,
  offset: number,
  path: readonly (string | number)[],
  around: readonly YamlNode[],
): FoundPlace | undefined {
  const inside = [...around, node];
  if (node.kind === 'seq') {
    // Several items may be on one line. The last one that starts before the offset is used.
    const index = node.items.findLastIndex((item) => reaches(placeOf(item), text, offset));
    const item = node.items[index];
    return item && entryAt(item, text, offset, [...path, index], inside);
  }
  if (node.kind === 'scalar') return undefined;
  for (const entry of node.entries) {
    const here = [...path, entry.key.text];
    if (entry.value && entry.value.kind !== 'scalar') {
      const deeper = reaches(placeOf(entry.value), text, offset)
        ? entryAt(entry.value, text, offset, here, inside)
        : undefined;
      if (deeper) return deeper;
    } else if (isValuePlace(entry, text, offset))
      return {
        entry,
        path: here,
        around: inside,
        range: entry.value ? insideQuotes(entry.value, text) : { start: offset, end: offset },
      };
  }
  return undefined;
}

/** Within the range, or after it on its last line. */
const reaches = (range: TextRange, text: string, offset: number): boolean =>
  range.start <= offset && offset <= lineEnd(text, range.end);

function isValuePlace({ key, value }: YamlEntry, text: string, offset: number): boolean {
  if (value) return touches(insideQuotes(value, text), offset);
  const colon = text.indexOf(':', key.range.end);
  return (
    colon >= 0 &&
    colon < offset &&
    offset <= lineEnd(text, key.range.end) &&
    // Without a blank the value would become part of the key, unless that is quoted.
    (key.style === 'plain' ? /^\s+$/ : /^\s*$/).test(text.slice(colon + 1, offset))
  );
}

/** What is between the quotes of a quoted scalar, of which the closing one may not be written yet. */
function insideQuotes(value: YamlNode, text: string): TextRange {
  const { start, end } = placeOf(value);
  const quote = text[start];
  if (value.kind !== 'scalar' || value.aliasRange || (quote !== '"' && quote !== "'")) return { start, end };
  return { start: start + 1, end: end > start + 1 && text[end - 1] === quote ? end - 1 : end };
}

const lineEnd = (text: string, offset: number): number => {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end;
};
