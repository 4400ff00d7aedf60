import type { MessageField } from '../../schema/envoy-facts.ts';
import type { Slot } from '../../schema/envoy-slots.ts';
import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import type { EnvoyFinding, Problem } from './envoy-finding.ts';
import type { Memo } from '../../yaml/incremental/memo.ts';

export interface ValidateOptions {
  /** The Envoy version that the config is for, as in `1.37` or `1.37.2`; the newest one that is known without. */
  readonly version?: string;
  /** The image is Envoy's contrib image, which knows more extensions. */
  readonly contrib?: boolean;
  /**
   * The validation rules of the API do not count, and neither does which types are allowed: Envoy reads some messages without asking
   * for them.
   */
  readonly unruled?: true;
}

/**
 * How the traversal continues from an extension. The traversal provides it, because extensions and messages contain
 * each other.
 */
export interface Visitors {
  readonly message: (node: YamlMap, type: string, slot: Slot | undefined, walk: Walk, skip?: readonly string[]) => void;
  readonly value: (
    node: YamlNode,
    type: string,
    place: Pick<MessageField, 'message' | 'name'>,
    slot: Slot | undefined,
    walk: Walk,
  ) => void;
}

/** Visits every message that Envoy reads, once for each of its places. */
export interface MessageVisitor {
  /** @param path the walk's own: it changes when the walk goes on */
  readonly visit: (type: string, node: YamlMap, path: readonly number[]) => void;
  /** Envoy ignores the value or item after it has checked the API's rules in it. @param field the field of the value */
  readonly isUnread: (node: YamlNode, field?: MessageField) => boolean;
  /** Of what is looked for: the same name finds the same. */
  readonly name: string;
  /** What was found in the messages, with the paths to them. */
  readonly found: (FoundInMessage | FoundInBlock)[];
}

/** Something about a message. Its content is the visitor's business. */
export interface FoundInMessage {
  /** From the walk's root, or that of the block that it is in, to the message. */
  readonly path: readonly number[];
}

/** All that is known of a block. It is not copied, because there may be hundreds of problems at each keystroke. */
export interface FoundInBlock {
  /** To the block. */
  readonly path: readonly number[];
  /** With paths from the block. */
  readonly found: readonly (FoundInMessage | FoundInBlock)[];
}

/** What one validation carries along. */
export interface Walk {
  readonly options: ValidateOptions;
  readonly visit: Visitors;
  /** Since 1.37: see `ReadingOptions`. */
  readonly wholeFractions: boolean;
  /** Envoy does not load what is here: it only parses it. */
  readonly unread?: true;
  /** Indices from the root to where the walk is. */
  readonly path: number[];
  readonly findings: EnvoyFinding[];
  /** Absent below what Envoy checks and then leaves alone. */
  readonly messages?: MessageVisitor | undefined;
  /** The name of what messages are asked for elsewhere. */
  readonly checks: string;
  readonly memo?: Memo;
}

/** Optional parameters of a traversal, in addition to the node and its type. */
export interface WalkTools {
  /** The extensions that are allowed in the message on behalf of its holder. */
  readonly slot?: Slot;
  /** Spares the blocks that did not change since the last time. */
  readonly memo?: Memo;
  readonly messages?: MessageVisitor;
}

export const newWalk = (options: ValidateOptions, visit: Visitors, { memo, messages }: WalkTools): Walk => ({
  options,
  visit,
  wholeFractions: !/^1\.([0-9]|[12]\d|3[0-6])(\.|$)/.test(options.version ?? ''),
  path: [],
  findings: [],
  messages,
  checks: messages?.name ?? '',
  ...(memo && { memo }),
});

/** Notes a problem where the walk is. */
export function report(walk: Walk, problem: Problem): void {
  walk.findings.push({ ...problem, path: [...walk.path] });
}

/** Notes a problem at an entry or item of the node where the walk is. */
export function reportBelow(walk: Walk, index: number, problem: Problem): void {
  walk.findings.push({ ...problem, path: [...walk.path, index] });
}
