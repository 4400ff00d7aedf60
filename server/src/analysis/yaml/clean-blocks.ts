import type { YamlBlock, YamlNode } from './yaml-node.ts';

/** Blocks in which a check found nothing, by their origins, and as what it read them. */
export type CleanBlocks = ReadonlyMap<YamlNode, string>;

/** Lets a check pass over the blocks in which it found nothing the last time. For checks that look at nothing outside a block. */
export interface BlockCheck {
  /**
   * Looks into a node, unless it is a block that is known to be clean.
   * @param as what else the findings depend on, such as the message that the node is read as; asked for blocks alone
   */
  look(node: YamlNode, as: () => string, into: () => void): void;
  /** What the next version of the text may pass over. */
  readonly clean: CleanBlocks;
}

/** For a check by that name. */
export type BlockCheckOf = (name: string, found: () => number) => BlockCheck;

/** The nodes that blocks were first parsed as, by the blocks' roots. */
export type BlockOrigins = ReadonlyMap<YamlNode, YamlNode>;

export const blockOrigins = (blocks: readonly YamlBlock[]): BlockOrigins =>
  new Map(blocks.map(({ root, origin }) => [root, origin]));

/** @param found the number of findings so far */
export function checkBlocks(origins: BlockOrigins, earlier: CleanBlocks | undefined, found: () => number): BlockCheck {
  const clean = new Map<YamlNode, string>();
  return {
    clean,
    look(node, as, into) {
      const origin = origins.get(node);
      if (!origin) {
        into();
        return;
      }
      const key = as();
      const before = found();
      if (earlier?.get(origin) !== key) into();
      if (found() === before) clean.set(origin, key);
    },
  };
}
