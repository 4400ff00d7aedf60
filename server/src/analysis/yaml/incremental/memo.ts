import type { BlockOrigins, YamlNode } from '../syntax/yaml-node.ts';

/**
 * What is known about the blocks of a text, for its next versions: by query, then by the origins of the blocks. All versions
 * of a file share it, because what is true for a text remains true.
 */
export interface Memo {
  readonly origins: BlockOrigins;
  /** Results of a query, by origin. */
  table<T>(query: string): WeakMap<YamlNode, T>;
}

/** By query. */
export type MemoTables = Map<string, WeakMap<YamlNode, unknown>>;

export const createMemo = (origins: BlockOrigins, known: MemoTables): Memo => ({
  origins,
  table<T>(query: string) {
    const kept = known.get(query) ?? new WeakMap<YamlNode, unknown>();
    known.set(query, kept);
    // A query has one type, that of the only place that uses it.
    return kept as WeakMap<YamlNode, T>;
  },
});

/** For texts without blocks. */
export const emptyMemo = (): Memo => createMemo(new WeakMap(), new Map());

/** Skips blocks in which a check found nothing. For checks that read nothing outside of a block. */
export interface BlockCheck {
  /**
   * Checks a node, unless it is a block without findings.
   * @param as what the findings depend on besides the text, such as the message of the node
   */
  look(node: YamlNode, as: string, into: () => void): void;
}

/** @param found the number of findings so far */
export function blockCheck({ origins, table }: Memo, name: string, found: () => number): BlockCheck {
  const clean = table<string>(name);
  return {
    look(node, as, into) {
      const origin = origins.get(node);
      if (!origin) {
        into();
        return;
      }
      if (clean.get(origin) === as) return;
      const before = found();
      into();
      if (found() === before) clean.set(origin, as);
    },
  };
}

/** Whether a condition is true for a node or a node below it. @param is reads only the node itself */
export function someNode(
  root: YamlNode | undefined,
  memo: Memo,
  name: string,
  is: (node: YamlNode) => boolean,
): boolean {
  return ask<boolean>(
    root,
    memo,
    { name, as: '', ofNothing: false },
    (node, below) => is(node) || someChild(node, below),
  );
}

/**
 * What is found in a node and in all nodes below it, that of a node before that of the nodes below.
 * @param as what the results depend on besides the node: a block keeps those for the last one
 * @param inNode reads only the node itself
 */
export function collectInNodes<T>(
  root: YamlNode | undefined,
  memo: Memo,
  name: string,
  as: string,
  inNode: (node: YamlNode) => readonly T[],
): readonly T[] {
  return ask<readonly T[]>(root, memo, { name, as, ofNothing: [] }, (node, below) => {
    const own = inNode(node);
    const parts = own.length > 0 ? [own] : [];
    for (const child of childrenOf(node)) {
      const found = below(child);
      if (found.length > 0) parts.push(found);
    }
    return parts.length > 1 ? parts.flat() : (parts[0] ?? own);
  });
}

interface Question<Answer> {
  readonly name: string;
  readonly as: string;
  readonly ofNothing: Answer;
}

/** Computes a result for a node and everything below it, once for all blocks with the same text. */
function ask<Answer>(
  root: YamlNode | undefined,
  { origins, table }: Memo,
  { name, as, ofNothing }: Question<Answer>,
  answer: (node: YamlNode, below: (child: YamlNode | undefined) => Answer) => Answer,
): Answer {
  const answers = table<{ readonly as: string; readonly answer: Answer }>(name);
  const below = (node: YamlNode | undefined): Answer => {
    if (!node) return ofNothing;
    // Several rules ask the same of the root, which is often not a block.
    const kept = node.kind === 'scalar' ? undefined : (origins.get(node) ?? (node === root ? root : undefined));
    const known = kept && answers.get(kept);
    if (known?.as === as) return known.answer;
    const found = answer(node, below);
    if (kept) answers.set(kept, { as, answer: found });
    return found;
  };
  return below(root);
}

const someChild = (node: YamlNode, is: (child: YamlNode | undefined) => boolean): boolean =>
  node.kind === 'map' ? node.entries.some(({ value }) => is(value)) : node.kind === 'seq' && node.items.some(is);

const childrenOf = (node: YamlNode): readonly (YamlNode | undefined)[] =>
  node.kind === 'map' ? node.entries.map(({ value }) => value) : node.kind === 'seq' ? node.items : [];
