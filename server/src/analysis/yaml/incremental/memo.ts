import type { BlockOrigins, YamlNode } from '../syntax/yaml-node.ts';

/**
 * What was found out about the blocks of a text, for its next versions: by query, then by the blocks' origins. All versions
 * of a file share it, since what is true of a text stays true.
 */
export interface Memo {
  readonly origins: BlockOrigins;
  /** What is kept under a query, by origin. */
  table<T>(query: string): WeakMap<YamlNode, T>;
}

/** By query. */
export type MemoTables = Map<string, WeakMap<YamlNode, unknown>>;

export const createMemo = (origins: BlockOrigins, known: MemoTables): Memo => ({
  origins,
  table<T>(query: string) {
    const kept = known.get(query) ?? new WeakMap<YamlNode, unknown>();
    known.set(query, kept);
    // A query has one type, that of the one place which asks for it.
    return kept as WeakMap<YamlNode, T>;
  },
});

/** For texts without blocks. */
export const emptyMemo = (): Memo => createMemo(new WeakMap(), new Map());

/** Lets a check pass over blocks in which it found nothing. For checks that look at nothing outside of a block. */
export interface BlockCheck {
  /**
   * Looks into a node, unless it is a block that is known to be clean.
   * @param as what else the findings depend on, such as the message that the node is read as
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

/** Whether something is true of a node or of one below it. @param is looks at the node alone */
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
 * The sum of what nodes count for, of a node and all below it.
 * @param as what the count depends on beside the node: a block keeps one answer for each name
 * @param count looks at the node alone
 */
export function countNodes(
  root: YamlNode | undefined,
  memo: Memo,
  name: string,
  as: string,
  count: (node: YamlNode) => number,
): number {
  return ask<number>(root, memo, { name, as, ofNothing: 0 }, (node, below) => {
    let sum = count(node);
    for (const child of childrenOf(node)) sum += below(child);
    return sum;
  });
}

interface Question<Answer> {
  readonly name: string;
  readonly as: string;
  readonly ofNothing: Answer;
}

/** Answers a question about a node and what is below it, once for all blocks of the same text. */
function ask<Answer>(
  root: YamlNode | undefined,
  { origins, table }: Memo,
  { name, as, ofNothing }: Question<Answer>,
  answer: (node: YamlNode, below: (child: YamlNode | undefined) => Answer) => Answer,
): Answer {
  const answers = table<{ readonly as: string; readonly answer: Answer }>(name);
  const below = (node: YamlNode | undefined): Answer => {
    if (!node) return ofNothing;
    const origin = node.kind === 'scalar' ? undefined : origins.get(node);
    const known = origin && answers.get(origin);
    if (known?.as === as) return known.answer;
    const found = answer(node, below);
    if (origin) answers.set(origin, { as, answer: found });
    return found;
  };
  return below(root);
}

const someChild = (node: YamlNode, is: (child: YamlNode | undefined) => boolean): boolean =>
  node.kind === 'map' ? node.entries.some(({ value }) => is(value)) : node.kind === 'seq' && node.items.some(is);

const childrenOf = (node: YamlNode): readonly (YamlNode | undefined)[] =>
  node.kind === 'map' ? node.entries.map(({ value }) => value) : node.kind === 'seq' ? node.items : [];
