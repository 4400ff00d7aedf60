import type { SourceFile } from '../../../server/src/analysis/index.ts';
import { lineEnd, lineStart } from '../../../server/src/analysis/text/line-places.ts';
import type {
  YamlEntry,
  YamlMap,
  YamlNode,
  YamlScalar,
  YamlSeq,
} from '../../../server/src/analysis/yaml/syntax/yaml-node.ts';
import { walk } from '../../../server/src/analysis/yaml/syntax/yaml-path.ts';
import { oneOf, type Random } from './random.ts';

/** A text in which something is being written, at the cursor. */
export interface Place {
  readonly text: string;
  readonly cursor: number;
}

/** The parts of a config or manifest at which something may be written. */
export interface Parts {
  readonly text: string;
  readonly lines: readonly number[];
  readonly entries: readonly (readonly [map: YamlMap, entry: YamlEntry])[];
  readonly values: readonly YamlScalar[];
  readonly types: readonly YamlScalar[];
  readonly items: readonly (readonly [list: YamlSeq, item: YamlNode])[];
  readonly words: readonly string[];
}

/** The parts below the roots of a file's configs, or of its manifests if it has none. */
export function partsOf({ text, envoySources, manifests }: SourceFile): Parts {
  const configs = envoySources.map(({ config }) => config.root);
  const roots = configs.length > 0 ? configs : manifests.map(({ root }) => root);
  const nodes = roots
    .flatMap((root) => [...walk(root)])
    .filter((node) => !node.aliasRange && !node.anchor && !node.tag);
  const maps = nodes.filter((node) => node.kind === 'map');
  const entries = maps
    .flatMap((map) => map.entries.map((entry) => [map, entry] as const))
    .filter(([, { key }]) => key.text !== '<<');
  const scalars = entries.flatMap(([, { key, value }]) =>
    value?.kind === 'scalar' && isOnLine(text, value) ? [{ key: key.text, value }] : [],
  );
  return {
    text,
    lines: roots.flatMap((root) => linesFrom(text, lineStart(text, root.range.start), root.range.end)),
    entries,
    values: scalars.filter(({ key }) => key !== '@type').map(({ value }) => value),
    types: scalars.filter(({ key }) => key === '@type').map(({ value }) => value),
    items: nodes.flatMap((node) => (node.kind === 'seq' ? node.items.map((item) => [node, item] as const) : [])),
    words: [...new Set(entries.map(([, { key }]) => key.text))].filter((word) => /^\w+$/.test(word)),
  };
}

const isOnLine = (text: string, { aliasRange, anchor, tag, style, range }: YamlScalar): boolean =>
  !aliasRange &&
  anchor === undefined &&
  tag === undefined &&
  !['literal', 'folded'].includes(style) &&
  !text.slice(range.start, range.end).includes('\n');

function linesFrom(text: string, start: number, end: number): number[] {
  const lines: number[] = [];
  for (let at = start; at < end; at = lineEnd(text, at) + 1) lines.push(at);
  return lines;
}

/** The kinds of places: each takes something out of the text or adds what a person types. Undefined where it cannot. */
export const kinds: Readonly<Record<string, (parts: Parts, random: Random) => Place | undefined>> = {
  'blank line': ({ text, lines }, random) => {
    const at = oneOf(lines, random);
    if (at === undefined) return undefined;
    const end = lineEnd(text, at);
    const [own, first] = [indentOf(text, at), indentOf(text, lines[0] ?? 0)];
    const blanks = first + random(Math.max(0, own - first) + 5);
    return inserted(text, end, `\n${' '.repeat(blanks)}`);
  },
  'key being written': ({ text, entries, words }, random) => {
    const [map, entry] = oneOf(entries, random) ?? [];
    const word = (oneOf(words, random) ?? 'n').slice(0, 1 + random(3));
    if (!map || !entry) return undefined;
    const { start } = entry.key.range;
    if (!map.flow) {
      const line = lineStart(text, start);
      const before = text.slice(line, start);
      return /^[ ]*$/.test(before) ? inserted(text, line, `${before}${word}`, '\n') : undefined;
    }
    const quote = entry.key.style === 'double' ? '"' : '';
    return inserted(text, start, `${quote}${word}`, `${quote}, `);
  },
  'middle of a key': ({ text, entries }, random) => {
    const [, entry] = oneOf(entries, random) ?? [];
    return entry && within(text, entry.key, random);
  },
  value: ({ text, values }, random) => {
    const value = oneOf(values, random);
    return value && without(text, value);
  },
  'middle of a value': ({ text, values }, random) => {
    const value = oneOf(values, random);
    return value && within(text, value, random);
  },
  'list item': ({ text, items }, random) => {
    const [list, item] = oneOf(items, random) ?? [];
    if (!list || !item) return undefined;
    if (list.flow) return inserted(text, item.range.end, ', ');
    const line = lineStart(text, item.range.start);
    const [, before] = /^( *)- *$/.exec(text.slice(line, item.range.start)) ?? [];
    return before === undefined ? undefined : inserted(text, line, `${before}- `, '\n');
  },
  '@type': ({ text, types }, random) => {
    const type = oneOf(types, random);
    if (!type) return undefined;
    return random(2) === 0 ? without(text, type) : within(text, type, random);
  },
};

const indentOf = (text: string, line: number): number =>
  /^ */.exec(text.slice(line, lineEnd(text, line)))?.[0].length ?? 0;

const inserted = (text: string, at: number, before: string, after = ''): Place => ({
  text: text.slice(0, at) + before + after + text.slice(at),
  cursor: at + before.length,
});

/** What is between the quotes of a scalar. */
function inside({ range, style }: YamlScalar) {
  const quote = style === 'plain' ? 0 : 1;
  return { start: range.start + quote, end: range.end - quote };
}

function within(text: string, scalar: YamlScalar, random: Random): Place {
  const { start, end } = inside(scalar);
  return { text, cursor: start + random(end - start + 1) };
}

function without(text: string, scalar: YamlScalar): Place {
  const { start, end } = inside(scalar);
  return { text: text.slice(0, start) + text.slice(end), cursor: start };
}
