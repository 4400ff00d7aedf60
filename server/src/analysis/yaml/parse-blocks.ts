import { MAX_ALIASED_NODES } from './convert-node.ts';
import { depthError, inOrder, parseYaml } from './parse-yaml.ts';
import { leafText, type ReadLeaf, readLeaf } from './read-leaf.ts';
import { shiftEntry, shiftNode } from './shift-node.ts';
import { type SplitEntry, type SplitLeaf, type SplitMap, type SplitSeq, splitYaml } from './split-yaml.ts';
import type { YamlBlock, YamlEntry, YamlError, YamlFile, YamlMap, YamlNode, YamlSeq } from './yaml-node.ts';

/** A parsed file that remembers its parts, so that the next version of the file need not parse them again. */
export interface ParsedFile extends YamlFile {
  readonly parts: KnownParts;
}

/** What is kept for the next version: the parts without errors, and what was put together from them. */
export interface KnownParts {
  readonly byStart: ReadonlyMap<number, Part>;
  readonly byText: ReadonlyMap<string, Part>;
  /** By the first child: a collection, or the entry of a value. */
  readonly joints: ReadonlyMap<YamlEntry | YamlNode, YamlEntry | YamlNode>;
}

interface Part {
  readonly text: string;
  /** How many collections stand above the one that the part is in. */
  readonly depth: number;
  readonly leaf: ReadLeaf;
  readonly start: number;
  /** The part as it was first parsed. */
  readonly origin?: Part;
}

/**
 * Parses a text part by part: gives the tree and the errors that `parseYaml` gives, and reuses the parts that an earlier
 * version of the file had, the very nodes where they still stand at the same offset. Where a part cannot be cut out for
 * certain (several documents, an alias to another part, brackets that stay open, …) the text is parsed as a whole.
 * @param leafLines how many lines a part may have before it is split further
 */
export function parseBlocks(text: string, earlier?: ParsedFile, leafLines?: number): ParsedFile {
  const split = depthError(text) === undefined ? splitYaml(text, leafLines) : undefined;
  const assembly: Assembly = {
    text,
    earlier: earlier?.parts ?? nothingKnown,
    byStart: new Map(),
    byText: new Map(),
    joints: new Map(),
    errors: [],
    blocks: [],
    aliased: 0,
  };
  const root = split && readMap(assembly, split, 0, []);
  // A text that is broken for a moment will need the parts again.
  if (!root || assembly.aliased > MAX_ALIASED_NODES) return { ...parseYaml(text), parts: assembly.earlier };
  const { errors, blocks, byStart, byText, joints } = assembly;
  return {
    documents: [{ range: { start: 0, end: text.length }, root }],
    errors: inOrder(errors),
    blocks,
    parts: { byStart, byText, joints },
  };
}

const nothingKnown: KnownParts = { byStart: new Map(), byText: new Map(), joints: new Map() };

interface Assembly {
  readonly text: string;
  readonly earlier: KnownParts;
  readonly byStart: Map<number, Part>;
  readonly byText: Map<string, Part>;
  readonly joints: Map<YamlEntry | YamlNode, YamlEntry | YamlNode>;
  readonly errors: YamlError[];
  readonly blocks: YamlBlock[];
  aliased: number;
}

type Path = readonly number[];

function readMap(assembly: Assembly, { entries }: SplitMap, depth: number, path: Path): YamlMap | undefined {
  const read: YamlEntry[] = [];
  for (const [i, split] of entries.entries()) {
    const entry =
      split.kind === 'leaf'
        ? readBlock(assembly, split, depth, [...path, i])
        : readEntry(assembly, split, depth, [...path, i]);
    if (!entry || !('key' in entry)) return undefined;
    read.push(entry);
  }
  const [first, last] = [read[0], read.at(-1)];
  if (!first || !last) return undefined;
  const known = assembly.earlier.joints.get(first);
  const map: YamlMap =
    known && 'kind' in known && known.kind === 'map' && same(known.entries, read)
      ? known
      : { kind: 'map', flow: false, entries: read, range: { start: first.range.start, end: last.range.end } };
  assembly.joints.set(first, map);
  return map;
}

function readEntry(assembly: Assembly, split: SplitEntry, depth: number, path: Path): YamlEntry | undefined {
  const value =
    split.value.kind === 'map'
      ? readMap(assembly, split.value, depth + 1, path)
      : readSeq(assembly, split.value, depth + 1, path);
  if (!value) return undefined;
  const known = assembly.earlier.joints.get(value);
  const { start, key } = split;
  const entry: YamlEntry =
    known && 'key' in known && known.key.text === key && known.range.start === start
      ? known
      : {
          key: { kind: 'scalar', style: 'plain', text: key, range: { start, end: start + key.length } },
          value,
          range: { start, end: value.range.end },
        };
  assembly.joints.set(value, entry);
  return entry;
}

function readSeq(assembly: Assembly, { items, start }: SplitSeq, depth: number, path: Path): YamlSeq | undefined {
  const read: YamlNode[] = [];
  for (const [i, split] of items.entries()) {
    const item =
      split.kind === 'leaf'
        ? readBlock(assembly, split, depth, [...path, i])
        : readMap(assembly, split, depth + 1, [...path, i]);
    if (!item || 'key' in item) return undefined;
    read.push(item);
  }
  const [first, last] = [read[0], read.at(-1)];
  if (!first || !last) return undefined;
  // A map is known by its first entry, so that a list in it and a list around it cannot be mistaken for each other.
  const known = assembly.earlier.joints.get(first);
  const seq: YamlSeq =
    known && 'kind' in known && known.kind === 'seq' && known.range.start === start && same(known.items, read)
      ? known
      : { kind: 'seq', flow: false, items: read, range: { start, end: (last.aliasRange ?? last.range).end } };
  assembly.joints.set(first, seq);
  return seq;
}

const same = <T>(before: readonly T[], now: readonly T[]): boolean =>
  before.length === now.length && now.every((child, i) => child === before[i]);

/** The entry or item of a leaf: parsed before, moved, or parsed now. */
function readBlock(assembly: Assembly, split: SplitLeaf, depth: number, path: Path): YamlEntry | YamlNode | undefined {
  const part = partOf(assembly, split, depth);
  if (!part) return undefined;
  const { leaf, origin } = part;
  assembly.aliased += leaf.aliased;
  assembly.errors.push(...leaf.errors);
  // What follows a broken part may change what is wrong in it.
  if (leaf.errors.length === 0) {
    assembly.byStart.set(part.start, part);
    assembly.byText.set(part.text, part);
  }
  const root = rootOf(leaf);
  if (root) assembly.blocks.push({ root, origin: (origin && rootOf(origin.leaf)) ?? root, path });
  return leaf.content;
}

function partOf({ text: fileText, earlier }: Assembly, split: SplitLeaf, depth: number): Part | undefined {
  const text = leafText(fileText, split);
  const { start } = split;
  const fits = (part: Part | undefined) => part !== undefined && part.text === text && part.depth === depth;
  const inPlace = earlier.byStart.get(start);
  if (inPlace && fits(inPlace)) return inPlace;
  const elsewhere = earlier.byText.get(text);
  if (elsewhere && fits(elsewhere) && elsewhere.leaf.aliased === 0) return moved(elsewhere, start);
  const own = earlier === nothingKnown ? text : detached(text);
  const leaf = readLeaf(own, split, depth, fileText);
  return leaf && { text: own, depth, leaf, start };
}

/** A copy: a slice, as the engine makes them, would keep the whole file alive that it was cut from, and every edit leaves one. */
const detached = (text: string): string => JSON.parse(JSON.stringify(text));

function moved(part: Part, start: number): Part {
  const origin = part.origin ?? part;
  if (origin.start === start) return origin;
  const by = start - part.start;
  const { content } = part.leaf;
  const shifted = 'key' in content ? shiftEntry(content, by) : shiftNode(content, by);
  return { ...part, start, leaf: { ...part.leaf, content: shifted }, origin };
}

const rootOf = ({ content }: ReadLeaf): YamlNode | undefined => ('key' in content ? content.value : content);
