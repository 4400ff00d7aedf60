import { type BlockMemory, noMemory, someNode } from '../yaml/block-memory.ts';
import type { YamlNode } from '../yaml/yaml-node.ts';
import { isElision } from './validate/loaded-scalar.ts';

/** True where documentation leaves parts out (`{…}`, `...`), so that what is missing below the node may be meant to be there. */
export const hasElision = (root: YamlNode, memory: BlockMemory = noMemory()): boolean =>
  someNode(root, memory, 'elisions', (node) =>
    node.kind === 'scalar'
      ? isElision(node.text)
      : node.kind === 'map' && node.entries.some(({ key }) => isElision(key.text)),
  );
