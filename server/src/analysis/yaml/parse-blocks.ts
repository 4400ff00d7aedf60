import { MAX_ALIASED_NODES } from './convert-node.ts';
import { depthError, inOrder, parseYaml } from './parse-yaml.ts';
import { leafText, type ReadLeaf, readLeaf } from './read-leaf.ts';
import { shiftEntry, shiftNode } from './shift-node.ts';
import { type SplitEntry, type SplitLeaf, type SplitMap, type SplitSeq, splitYaml } from './split-yaml.ts';
import type { YamlEntry, YamlError, YamlFile, YamlMap, YamlNode, YamlSeq } from './yaml-node.ts';

/** A parsed file that remembers its parts, so that the next version of the file need not parse them again. */
export interface ParsedFile extends YamlFile {
  readonly parts: KnownParts;
}

/** What is kept for the next version: the parts without errors, and what was put together from them. */
export interface KnownParts {
  readonly byStart: ReadonlyMap<number, Part>;
  readonly byText: ReadonlyMap<string, Part>;
  /** By the origin of the first child. */
  readonly joints: ReadonlyMap<Content, Joint>;
  /** Of all versions: what is known of a node stays true. */
  readonly origins: WeakMap<YamlNode, YamlNode>;
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

type Content = YamlEntry | YamlNode;

/** A piece of the tree and what it was when it was first read: the same text, at the place where it stood then. */
interface Piece<N extends Content = Content> {
  readonly node: N;
  readonly origin: Content;
}

/** A collection, or the entry of a value, that was put together from pieces. */
interface Joint extends Piece {
  /** The origins of the pieces. */
  readonly pieces: readonly Content[];
}

/**
 * Parses a text part by part: gives the tree and the errors that `parseYaml` gives, and reuses the parts that an earlier
 * version of the file had, the very nodes where they still stand at the same offset. Where a part cannot be cut out for
 * certain (several documents, an alias to another part, brackets that stay open, …) the text is parsed as a whole.
 * @param leafLines how many lines a part may have before it is split further
 */
export function parseBlocks(text: string, earlier?: ParsedFile, leafLines?: number): ParsedFile {
  const split = depthError(text) === undefined ? splitYaml(text, leafLines) : undefined;
  const known = earlier?.parts ?? { ...nothingKnown, origins: new WeakMap<YamlNode, YamlNode>() };
  const assembly: Assembly = {
    text,
    earlier: known,
    byStart: new Map(),
    byText: new Map(),
    joints: new Map(),
    errors: [],
    aliased: 0,
  };
  const root = split && readMap(assembly, split, 0);
  // A text that is broken for a moment will need the parts again.
  if (!root || assembly.aliased > MAX_ALIASED_NODES) return { ...parseYaml(text), parts: known };
  const { errors, byStart, byText, joints } = assembly;
  const { origins } = known;
  return {
    documents: [{ range: { start: 0, end: text.length }, root: root.node }],
    errors: inOrder(errors),
    origins,
    parts: { byStart, byText, joints, origins },
  };
}

const nothingKnown: Omit<KnownParts, 'origins'> = { byStart: new Map(), byText: new Map(), joints: new Map() };

interface Assembly {
  readonly text: string;
  readonly earlier: KnownParts;
  readonly byStart: Map<number, Part>;
  readonly byText: Map<string, Part>;
  readonly joints: Map<Content, Joint>;
  readonly errors: YamlError[];
  aliased: number;
}

function readMap(assembly: Assembly, { entries: splits }: SplitMap, depth: number): Piece<YamlMap> | undefined {
  const entries: YamlEntry[] = [];
  const pieces: Content[] = [];
  for (const split of splits) {
    const piece = split.kind === 'leaf' ? readPart(assembly, split, depth) : readEntry(assembly, split, depth);
    if (!piece || !('key' in piece.node)) return undefined;
    entries.push(piece.node);
    pieces.push(piece.origin);
  }
  const [first, last] = [entries[0], entries.at(-1)];
  if (!first || !last) return undefined;
  return join<YamlMap>(assembly, pieces, {
    isAlike: (made): made is YamlMap => 'kind' in made && made.kind === 'map',
    isHere: (made) => same(made.entries, entries),
    make: () => ({
      kind: 'map',
      flow: false,
      entries,
      range: { start: first.range.start, end: last.range.end },
    }),
  });
}

function readEntry(assembly: Assembly, { start, key, value: split }: SplitEntry, depth: number): Piece | undefined {
  const value = split.kind === 'map' ? readMap(assembly, split, depth + 1) : readSeq(assembly, split, depth + 1);
  if (!value) return undefined;
  return join<YamlEntry>(assembly, [value.origin], {
    isAlike: (made): made is YamlEntry => 'key' in made && made.key.text === key,
    isHere: (made) => made.value === value.node && made.range.start === start,
    make: () => ({
      key: { kind: 'scalar', style: 'plain', text: key, range: { start, end: start + key.length } },
      value: value.node,
      range: { start, end: value.node.range.end },
    }),
  });
}

function readSeq(assembly: Assembly, { items: splits, start }: SplitSeq, depth: number): Piece<YamlSeq> | undefined {
  const items: YamlNode[] = [];
  const pieces: Content[] = [];
  for (const split of splits) {
    const piece = split.kind === 'leaf' ? readPart(assembly, split, depth) : readMap(assembly, split, depth + 1);
    if (!piece || 'key' in piece.node) return undefined;
    items.push(piece.node);
    pieces.push(piece.origin);
  }
  const last = items.at(-1);
  if (!last) return undefined;
  return join<YamlSeq>(assembly, pieces, {
    isAlike: (made): made is YamlSeq => 'kind' in made && made.kind === 'seq',
    isHere: (made) => made.range.start === start && same(made.items, items),
    make: () => ({
      kind: 'seq',
      flow: false,
      items,
      range: { start, end: (last.aliasRange ?? last.range).end },
    }),
  });
}

/** How a collection or entry is put together from its pieces. */
interface Recipe<N extends Content> {
  readonly isAlike: (made: Content) => made is N;
  /** Whether what an earlier version made of the pieces stands where this version has it. */
  readonly isHere: (made: N) => boolean;
  readonly make: () => N;
}

/** Puts pieces together, unless an earlier version had the same ones side by side and at the same place. */
function join<N extends Content>(
  { earlier, joints }: Assembly,
  pieces: readonly Content[],
  { isAlike, isHere, make }: Recipe<N>,
): Piece<N> | undefined {
  const [first] = pieces;
  if (!first) return undefined;
  const known = earlier.joints.get(first);
  const isKnown = known !== undefined && isAlike(known.origin) && same(known.pieces, pieces);
  // What moved away may have come back.
  const made = isKnown ? [known.node, known.origin].filter(isAlike).find(isHere) : undefined;
  const node = made ?? make();
  const origin = isKnown ? known.origin : node;
  joints.set(first, { node, origin, pieces });
  if (!made) remember(earlier, node, origin);
  return { node, origin };
}

/** Of entries, the values are what anyone asks for. */
function remember({ origins }: KnownParts, node: Content, origin: Content): void {
  if ('kind' in node && 'kind' in origin) origins.set(node, origin);
}

const same = <T>(before: readonly T[], now: readonly T[]): boolean =>
  before.length === now.length && now.every((child, i) => child === before[i]);

/** The entry or item of a leaf: parsed before, moved, or parsed now. */
function readPart(assembly: Assembly, split: SplitLeaf, depth: number): Piece | undefined {
  const part = partOf(assembly, split, depth);
  if (!part) return undefined;
  const { leaf, origin = part } = part;
  assembly.aliased += leaf.aliased;
  // What follows a broken part may change what is wrong in it.
  if (leaf.errors.length > 0) assembly.errors.push(...leaf.errors);
  else {
    assembly.byStart.set(part.start, part);
    assembly.byText.set(part.text, part);
  }
  return { node: leaf.content, origin: origin.leaf.content };
}

function partOf({ text: fileText, earlier }: Assembly, split: SplitLeaf, depth: number): Part | undefined {
  const text = leafText(fileText, split);
  const { start } = split;
  const fits = (part: Part | undefined) => part !== undefined && part.text === text && part.depth === depth;
  const inPlace = earlier.byStart.get(start);
  if (inPlace && fits(inPlace)) return inPlace;
  const elsewhere = earlier.byText.get(text);
  if (elsewhere && fits(elsewhere) && elsewhere.leaf.aliased === 0) return moved(earlier, elsewhere, start);
  const own = earlier.byStart.size === 0 ? text : detached(text);
  const leaf = readLeaf(own, split, depth, fileText);
  if (!leaf) return undefined;
  const root = rootOf(leaf.content);
  if (root) earlier.origins.set(root, root);
  return { text: own, depth, leaf, start };
}

/** A copy: a slice, as the engine makes them, would keep the whole file alive that it was cut from, and every edit leaves one. */
const detached = (text: string): string => JSON.parse(JSON.stringify(text));

function moved({ origins }: KnownParts, part: Part, start: number): Part {
  const origin = part.origin ?? part;
  if (origin.start === start) return origin;
  const by = start - part.start;
  const { content } = part.leaf;
  const shifted = 'key' in content ? shiftEntry(content, by) : shiftNode(content, by);
  const [root, from] = [rootOf(shifted), rootOf(origin.leaf.content)];
  if (root && from) origins.set(root, from);
  return { ...part, start, leaf: { ...part.leaf, content: shifted }, origin };
}

const rootOf = (content: Content): YamlNode | undefined => ('key' in content ? content.value : content);
