import type { TextRange } from '../../text/text-range.ts';

/**
 * The tree that everything above this layer sees. Scalars keep their text: what `yes` or `0644` means differs between
 * Envoy's loader and the Kubernetes API server, so each model resolves scalars by itself (`envoy/`, `kubernetes/`).
 * Ranges are offsets into the file, also for a config that is nested in a ConfigMap's block scalar.
 */
export type YamlNode = YamlMap | YamlSeq | YamlScalar;

interface YamlNodeBase {
  /** From the first to the last character of the content, without comments and trailing line breaks. */
  readonly range: TextRange;
  /** The place where an alias (`*name`) stands for this node, when it was reached through one: the tree below is the anchor's. */
  readonly aliasRange?: TextRange;
  readonly anchor?: string;
  /** An explicit tag such as `!!str`. */
  readonly tag?: string;
}

export interface YamlMap extends YamlNodeBase {
  readonly kind: 'map';
  readonly flow: boolean;
  readonly entries: readonly YamlEntry[];
}

export interface YamlEntry {
  /** From the key to the end of the value. */
  readonly range: TextRange;
  readonly key: YamlScalar;
  /** The key is no scalar, or nothing is written before the colon, as in broken text: it is not the same as another such key. */
  readonly unnamed?: true;
  /** Absent when nothing is written after the colon. */
  readonly value: YamlNode | undefined;
}

export interface YamlSeq extends YamlNodeBase {
  readonly kind: 'seq';
  readonly flow: boolean;
  readonly items: readonly YamlNode[];
}

export interface YamlScalar extends YamlNodeBase {
  readonly kind: 'scalar';
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
  /** The content after unquoting, unescaping and folding. */
  readonly text: string;
}

export interface YamlDocument {
  /** From the first character after the previous document's end to the end of this one, comments included. */
  readonly range: TextRange;
  readonly root: YamlNode | undefined;
}

/** What makes a text invalid YAML: a sentence for people, `{0}` in it standing for the first argument. */
export interface YamlError {
  readonly range: TextRange;
  readonly message: string;
  readonly args?: readonly string[];
  /** Where a bracket opens that is not closed: from there on, nobody knows what belongs into it. */
  readonly since?: number;
}

export interface YamlFile {
  readonly documents: readonly YamlDocument[];
  readonly errors: readonly YamlError[];
  /** The blocks of the text; absent where it was parsed as a whole. */
  readonly origins?: BlockOrigins;
}

/**
 * Blocks are the values and items that an edit elsewhere does not touch: those that were parsed by themselves, and the
 * collections around them. Each block leads to its origin, the node that it was when it was first read: the same text, at the
 * place where it stood then, or the block itself. What can be said of a block alone need be found out only once, for its origin.
 */
export type BlockOrigins = Pick<WeakMap<YamlNode, YamlNode>, 'get'>;

/** A value read from a node: a finding and its fix lie where the value is written. */
export interface Located<T, N extends YamlNode = YamlScalar> {
  readonly value: T;
  readonly at: N;
}
