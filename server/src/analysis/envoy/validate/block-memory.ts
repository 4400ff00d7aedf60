import type { BlockOrigins } from '../../yaml/clean-blocks.ts';
import type { YamlNode } from '../../yaml/yaml-node.ts';
import type { EnvoyFinding } from './envoy-finding.ts';

/** What was found in the blocks of a config, by their origins: true of every block that comes from there. */
export type KnownBlocks = ReadonlyMap<YamlNode, BlockFindings>;

export interface BlockFindings {
  /** As what the block was read: the same text may mean another message after an edit above it. */
  readonly as: string;
  /** With paths from the block's root. */
  readonly findings: readonly EnvoyFinding[];
}

/** The blocks of the config that is walked, with what an earlier walk found in them and what this one does. */
export interface BlockMemory {
  readonly origins: BlockOrigins;
  readonly earlier: KnownBlocks;
  readonly now: Map<YamlNode, BlockFindings>;
}

export const blockMemory = (origins: BlockOrigins, earlier: KnownBlocks): BlockMemory => ({
  origins,
  earlier,
  now: new Map(),
});
