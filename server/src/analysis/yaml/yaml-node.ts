import type { TextRange } from '../text/text-range.ts';

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
}

export interface YamlFile {
  readonly documents: readonly YamlDocument[];
  readonly errors: readonly YamlError[];
  /** The parts of the first document that were parsed by themselves, in their order; none where the text was parsed as a whole. */
  readonly blocks: readonly YamlBlock[];
}

/**
 * A value or item that was parsed by itself: what can be said of it alone need be found out only once, for its origin. Block
 * values lie in no other block; the collections around them are made anew by every edit below them.
 */
export interface YamlBlock {
  readonly root: YamlNode;
  /** The node as it was first parsed: the same text below, at the place where it stood then. The root itself, if it never moved. */
  readonly origin: YamlNode;
  /** Indices of entries and items that lead from the document's root to the block's. */
  readonly path: readonly number[];
}

/** A value read from a node: a finding and its fix lie where the value is written. */
export interface Located<T, N extends YamlNode = YamlScalar> {
  readonly value: T;
  readonly at: N;
}
