import { detached } from '../../text/detached.ts';
import { MAX_ALIASED_NODES } from '../syntax/convert-node.ts';
import { type BlockText, editBlocks } from './edit-blocks.ts';
import { leavesOpen } from '../syntax/join-flow.ts';
import { reusableLeaves } from './reusable-leaves.ts';
import { shiftedNode, type Origins } from './shifted-node.ts';
import { type FreshLeaves, firstLine, type Reading, readMap } from './read-blocks.ts';
import { type DocumentPlace, isTrivia } from './split-documents.ts';
import { splitYaml } from './split-yaml.ts';
import type { YamlDocument, YamlError } from '../syntax/yaml-node.ts';

/** A document that was read in blocks, from its own lines. */
export interface DocumentBlocks extends YamlDocument {
  /** The lines after its marker. */
  readonly text: string;
  /** Offset of these lines in the file. */
  readonly from: number;
  /** Their blocks, with offsets in these lines. Undefined if the document is empty. */
  readonly blocks: BlockText | undefined;
}

/** How a text is divided. */
export interface Division {
  /** The number of lines above which a block is divided further. */
  readonly leafLines: number | undefined;
  /** The text is known to be broken: no division is wrong, and each line is read as what it looks like. */
  readonly isBroken?: boolean;
}

/** What reading a document requires in addition to its lines. */
export interface DocumentContext extends Division {
  readonly origins: Origins;
  readonly isLast: boolean;
  /** Its lines are the whole file. */
  readonly isOnly: boolean;
}

/**
 * Reads a document in blocks, and only the blocks that an earlier version did not have. Undefined if its lines do not determine
 * its content.
 * @param lines what follows its marker
 */
export function readDocument(
  lines: string,
  { start, from, end }: DocumentPlace,
  before: DocumentBlocks | undefined,
  context: DocumentContext,
): DocumentBlocks | undefined {
  const range = { start, end };
  if (isTrivia(lines)) return { range, root: undefined, text: lines, from, blocks: undefined };
  const blocks = blocksOf(lines, before, context);
  if (!blocks || !mayBePart(blocks, from, context)) return undefined;
  const isSame = before && before.blocks === blocks && before.from === from;
  const root = isSame ? before.root : shiftedNode(blocks.root, from, context.origins);
  return { range, root, text: blocks.text, from, blocks };
}

function blocksOf(lines: string, before: DocumentBlocks | undefined, context: DocumentContext): BlockText | undefined {
  if (before && before.text === lines) return before.blocks;
  const text = context.isOnly ? lines : detached(lines);
  const fresh: FreshLeaves = new Map();
  const edited = !context.isBroken && before?.blocks && editBlocks(before.blocks, text, fresh, context.leafLines);
  return edited || readBlocks(text, before?.blocks, fresh, context);
}

/** Whether the document means the same in the file as alone. */
function mayBePart({ text, layout, errors, byCut }: BlockText, from: number, context: DocumentContext): boolean {
  // A node with two locations cannot be shifted.
  if (layout.aliased > (from > 0 ? 0 : MAX_ALIASED_NODES)) return false;
  if (context.isLast || context.isBroken || errors.length === 0) return true;
  // In open quotes, the library continues after the marker.
  return !byCut && !leavesOpen(text);
}

/** Reads each block of a text that an earlier version did not have. Undefined if a block cannot be read separately. */
function readBlocks(
  text: string,
  before: BlockText | undefined,
  fresh: FreshLeaves,
  { origins, leafLines, isBroken = false }: DocumentContext,
): BlockText | undefined {
  const split = splitYaml(text, leafLines, isBroken);
  if (!split) return undefined;
  const errors: YamlError[] = [];
  const known = before && reusableLeaves(before.text, { ...before, node: before.root, depth: 0 });
  const reading: Reading = { text, known, origins, fresh, errors, isBroken };
  const read = readMap(reading, split, 0);
  if (!read) return undefined;
  const { node: root, layout } = read;
  return { text, root, layout, start: firstLine(split), errors, origins, byCut: reading.byCut === true };
}
