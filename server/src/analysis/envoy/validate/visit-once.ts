import type { Slot } from '../../schema/envoy-slots.ts';
import type { YamlNode } from '../../yaml/yaml-node.ts';
import type { EnvoyFinding } from './envoy-finding.ts';
import type { Walk } from './walk.ts';

/** As what a block is read: the same text may mean another message after an edit above it. */
interface ReadAs {
  readonly kind: 'field' | 'item';
  readonly type: string;
  readonly name: string;
  readonly slot: Slot | undefined;
  readonly unruled: boolean;
  readonly visited: boolean;
}

/** What was found in a block, with paths from its root. */
interface KnownBlock {
  readonly as: ReadAs;
  readonly findings: readonly EnvoyFinding[];
}

/** Visits a value or item, unless it is a block whose findings are known. @param place what decides, with the slot, how it is read */
export function visitOnce(
  node: YamlNode,
  kind: 'field' | 'item',
  { type, name }: { readonly type: string; readonly name: string },
  slot: Slot | undefined,
  walk: Walk,
  visit: () => void,
): void {
  const { memory, findings, path, options, messages } = walk;
  // A scalar is read as fast as it is looked up.
  const origin = node.kind === 'scalar' ? undefined : memory?.origins.get(node);
  if (!memory || !origin) {
    visit();
    return;
  }
  const blocks = memory.topic<KnownBlock>(`findings ${options.version} ${options.contrib}`);
  const as: ReadAs = { kind, type, name, slot, unruled: options.unruled === true, visited: messages !== undefined };
  const known = blocks.get(origin);
  if (known && isSame(known.as, as)) {
    for (const finding of known.findings) findings.push({ ...finding, path: [...path, ...finding.path] });
    return;
  }
  const before = findings.length;
  const seen = messages?.found();
  visit();
  if (messages?.found() !== seen) return;
  const own = findings.slice(before).map((finding) => ({ ...finding, path: finding.path.slice(path.length) }));
  blocks.set(origin, { as, findings: own });
}

/** Slots are the same where they take the same: see `slotOf`. */
const isSame = (a: ReadAs, b: ReadAs): boolean =>
  a.kind === b.kind &&
  a.type === b.type &&
  a.name === b.name &&
  a.slot === b.slot &&
  a.unruled === b.unruled &&
  a.visited === b.visited;
