import type { MessageField } from '../../schema/envoy-facts.ts';
import type { Slot } from '../../schema/envoy-slots.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import type { EnvoyFinding } from './envoy-finding.ts';
import type { FoundInBlock, FoundInMessage, Walk } from './walk.ts';

/** As what a block is read: the same text may mean another message after an edit above it. */
interface ReadAs {
  readonly kind: 'field' | 'item';
  readonly message: string;
  readonly name: string;
  readonly slot: Slot | undefined;
  readonly unruled: boolean;
  /** The results for its messages. */
  readonly checks: string | undefined;
}

/** What was found in a block and in its messages, with paths from its root. */
interface KnownBlock {
  readonly as: ReadAs;
  readonly findings: readonly EnvoyFinding[];
  readonly inMessages: readonly (FoundInMessage | FoundInBlock)[];
}

/** Visits a value or item, unless it is a block whose findings are known. @param place what decides, with the slot, how it is read */
export function visitOnce(
  node: YamlNode,
  kind: 'field' | 'item',
  { message, name }: Pick<MessageField, 'message' | 'name'>,
  slot: Slot | undefined,
  walk: Walk,
  visit: () => void,
): void {
  const { memo, findings, path, options, messages } = walk;
  // A scalar is read as fast as it is looked up.
  const origin = node.kind === 'scalar' ? undefined : memo?.origins.get(node);
  if (!memo || !origin) {
    visit();
    return;
  }
  const blocks = memo.table<KnownBlock>(`findings ${options.version} ${options.contrib} ${walk.checks}`);
  const as: ReadAs = { kind, message, name, slot, unruled: options.unruled === true, checks: messages?.name };
  const known = blocks.get(origin);
  if (known && isSame(known.as, as)) {
    findings.push(...known.findings.map((finding) => ({ ...finding, path: [...path, ...finding.path] })));
    if (known.inMessages.length > 0) messages?.found.push({ path: [...path], found: known.inMessages });
    return;
  }
  const [before, beforeInMessages] = [findings.length, messages?.found.length];
  visit();
  blocks.set(origin, {
    as,
    findings: findings.slice(before).map((finding) => ({ ...finding, path: finding.path.slice(path.length) })),
    inMessages: (messages?.found.slice(beforeInMessages) ?? []).map((found) => ({
      ...found,
      path: found.path.slice(path.length),
    })),
  });
}

/** Slots are equal if they accept the same: see `slotOf`. */
const isSame = (a: ReadAs, b: ReadAs): boolean =>
  a.kind === b.kind &&
  a.message === b.message &&
  a.name === b.name &&
  a.slot === b.slot &&
  a.unruled === b.unruled &&
  a.checks === b.checks;
