import type { TextRange } from '../../text/text-range.ts';
import type { Memo } from '../../yaml/incremental/memo.ts';
import { originAt, originOf } from '../../yaml/incremental/origin-at.ts';
import { shiftedRange } from '../../yaml/incremental/shifted-node.ts';
import type { BlockOrigins, YamlEntry, YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { placeOf } from '../../yaml/syntax/yaml-path.ts';
import { foundNodes } from '../validate/envoy-finding.ts';
import type { FoundInBlock, FoundInMessage } from '../validate/walk.ts';
import type { MessageProblem, PartOfValue } from './message-check.ts';

/** What a check found, by its way from the message, so that it stays true when the message moves. */
export interface FoundProblem extends FoundInMessage {
  readonly code: string;
  readonly message: MessageProblem['message'];
  /** Full name of the message. */
  readonly type: string;
  readonly at: Way;
  readonly part?: { readonly start: number; readonly end: number };
}

/** Leads from a message to a value, to an entry, or to the key of one. */
export interface Way {
  readonly to: 'value' | 'entry' | 'key';
  readonly path: readonly number[];
}

/** What was found in a walk, with paths from its root. */
export type Found = FoundProblem | FoundProblems;

interface FoundProblems extends FoundInBlock {
  readonly found: readonly Found[];
}

/** A problem in the offsets of the node that it was placed in. */
interface PlacedProblem {
  readonly found: FoundProblem;
  /** From that node to the message. */
  readonly path: readonly number[];
  readonly range: TextRange;
  readonly messageEnd: number;
  readonly isPart: boolean;
  /** The nodes as they were first read. */
  readonly nodes: ProblemNodes;
}

type ProblemNodes = Pick<MessageProblem, 'node' | 'at'>;

/**
 * Gives problems their places in this version of the tree. The ranges are computed from the origins, once for each block, so that nothing
 * is shifted for them: there may be hundreds of problems at each keystroke, and the nodes are needed only for fixes.
 */
export const problemsIn = (root: YamlMap, found: readonly Found[], memo: Memo): readonly MessageProblem[] =>
  placedIn(root, found, memo).map((placed) => new LocatedProblem(root, placed));

const placedIn = (root: YamlNode, found: readonly Found[], memo: Memo): readonly PlacedProblem[] =>
  found.flatMap((one) => ('found' in one ? placedBelow(root, one, memo) : (placed(root, one, memo.origins) ?? [])));

function placedBelow(root: YamlNode, { path, found }: FoundProblems, memo: Memo): readonly PlacedProblem[] {
  const { node, by: shift } = originAt(root, path, memo.origins);
  if (!node) return [];
  const { origin, by } = originOf(node, memo.origins);
  return placedInBlock(origin, found, memo).map((problem) => ({
    found: problem.found,
    path: [...path, ...problem.path],
    range: shiftedRange(problem.range, shift + by),
    messageEnd: problem.messageEnd + shift + by,
    isPart: problem.isPart,
    nodes: problem.nodes,
  }));
}

/** Computed once, as the origin and what is known of it do not change. */
function placedInBlock(origin: YamlNode, found: readonly Found[], memo: Memo): readonly PlacedProblem[] {
  const table = memo.table<{ readonly found: readonly Found[]; readonly placed: readonly PlacedProblem[] }>(
    'placed problems',
  );
  const known = table.get(origin);
  if (known?.found === found) return known.placed;
  const placed = placedIn(origin, found, memo);
  table.set(origin, { found, placed });
  return placed;
}

function placed(root: YamlNode, found: FoundProblem, origins: BlockOrigins): PlacedProblem | undefined {
  const { path, at: way, part } = found;
  const { node, by: start } = originAt(root, path, origins);
  if (node?.kind !== 'map') return undefined;
  const { node: value, entry, by } = originAt(node, way.path, origins);
  const at = endOf(way, value, entry);
  if (!at) return undefined;
  return {
    found,
    path,
    range: shiftedRange(rangeOf(at, part), start + by),
    messageEnd: node.range.end + start,
    isPart: 'kind' in at && at.kind === 'scalar',
    nodes: { node, at },
  };
}

/** A problem whose nodes are found on demand. A class, because accessors of an object literal take longer than all the rest. */
class LocatedProblem implements MessageProblem {
  readonly code;
  readonly message;
  readonly type;
  readonly range;
  readonly messageEnd;
  readonly part;
  readonly #root;
  readonly #placed;
  #nodes: ProblemNodes | undefined;

  constructor(root: YamlMap, placed: PlacedProblem) {
    const { code, message, type, part } = placed.found;
    this.code = code;
    this.message = message;
    this.type = type;
    this.range = placed.range;
    this.messageEnd = placed.messageEnd;
    this.part = placed.isPart ? part : undefined;
    this.#root = root;
    this.#placed = placed;
  }

  get node(): YamlMap {
    return this.#located.node;
  }

  get at(): YamlNode | YamlEntry {
    return this.#located.at;
  }

  get #located(): ProblemNodes {
    const { found, path, nodes } = this.#placed;
    this.#nodes ??= nodesAt(this.#root, path, found.at) ?? nodes;
    return this.#nodes;
  }
}

function nodesAt(root: YamlMap, path: readonly number[], way: Way): ProblemNodes | undefined {
  const { node } = foundNodes(root, path);
  if (node?.kind !== 'map') return undefined;
  const found = foundNodes(node, way.path);
  const at = endOf(way, found.node, found.entry);
  return at && { node, at };
}

const endOf = (
  { to }: Way,
  value: YamlNode | undefined,
  entry: YamlEntry | undefined,
): YamlNode | YamlEntry | undefined => (to === 'value' ? value : to === 'entry' ? entry : entry?.key);

function rangeOf(at: YamlNode | YamlEntry, part: FoundProblem['part']): TextRange {
  if ('key' in at) return at.key.range;
  return part ? partRange({ value: at, ...part }) : placeOf(at);
}

/** Where a part of a value's text is written; the whole value where escapes, folds or aliases hide that. */
function partRange({ value, start, end }: PartOfValue): TextRange {
  if (value.kind !== 'scalar' || value.aliasRange) return placeOf(value);
  const quote = value.style === 'single' || value.style === 'double' ? 1 : 0;
  const isVerbatim = value.range.end - value.range.start === value.text.length + 2 * quote;
  if (!isVerbatim || value.style === 'literal' || value.style === 'folded') return value.range;
  const from = value.range.start + quote;
  return { start: from + start, end: from + Math.max(end, start + 1) };
}
