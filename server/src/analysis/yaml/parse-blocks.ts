import { MAX_ALIASED_NODES } from './convert-node.ts';
import { type BlockText, editBlocks } from './edit-blocks.ts';
import { knownLeaves } from './known-leaves.ts';
import { inOrder, parseYaml } from './parse-yaml.ts';
import { firstLine, type Reading, readMap } from './read-blocks.ts';
import { splitYaml } from './split-yaml.ts';
import type { YamlError, YamlFile } from './yaml-node.ts';

/** A parsed file that remembers its blocks, so that the next version of the file need not parse them again. */
export interface ParsedFile extends YamlFile {
  /** What was last read in blocks, this text or an earlier one: a text that is broken for a moment will need it again. */
  readonly known: BlockText | undefined;
}

/**
 * Parses a text block by block: gives the tree and the errors that `parseYaml` gives, and reuses the blocks that an earlier
 * version of the file had, the very nodes where they still stand at the same offset. Where a block cannot be cut out for
 * certain (several documents, an alias to another block, brackets that stay open, …) the text is parsed as a whole.
 * @param leafLines how many lines a block may have before it is split further
 */
export function parseBlocks(text: string, earlier?: ParsedFile, leafLines?: number): ParsedFile {
  const before = earlier?.known;
  const edited = before && editBlocks(before, text, leafLines);
  const known = edited ?? readAll(text, before, leafLines);
  if (!known || known.layout.aliased > MAX_ALIASED_NODES) return { ...parseYaml(text), known: before };
  const { root, errors, origins } = known;
  return {
    documents: [{ range: { start: 0, end: text.length }, root }],
    errors: inOrder(errors),
    origins,
    known,
  };
}

/** Reads every block of a text, but for those that an earlier version had; undefined where one cannot be read by itself. */
function readAll(text: string, before: BlockText | undefined, leafLines: number | undefined): BlockText | undefined {
  const split = splitYaml(text, leafLines);
  if (!split) return undefined;
  const origins = before?.origins ?? new WeakMap();
  const errors: YamlError[] = [];
  const known = before && knownLeaves(before.text, { ...before, node: before.root, depth: 0 });
  const reading: Reading = { text, known, origins, errors };
  const read = readMap(reading, split, 0);
  if (!read) return undefined;
  const { node: root, layout } = read;
  return { text, root, layout, start: firstLine(split), errors, origins, byCut: reading.byCut === true };
}
