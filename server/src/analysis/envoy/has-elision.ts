import { type Memo, emptyMemo, someNode } from '../yaml/incremental/memo.ts';
import type { YamlNode } from '../yaml/syntax/yaml-node.ts';
import { isElision } from './validate/loaded-scalar.ts';

/**
 * Whether a config contains the marks at all, which is much faster to check than whether they stand for omitted text.
 */
export const mayHaveElision = (text: string): boolean => text.includes('…') || text.includes('..');

/** True where documentation leaves parts out (`{…}`, `...`), so that what is missing below the node may be meant to be there. */
export const hasElision = (root: YamlNode, memo: Memo = emptyMemo()): boolean =>
  someNode(root, memo, 'elisions', (node) =>
    node.kind === 'scalar'
      ? isElision(node.text)
      : node.kind === 'map' && node.entries.some(({ key }) => isElision(key.text)),
  );
