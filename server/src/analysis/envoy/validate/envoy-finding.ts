import type { VersionStep } from '../../schema/envoy-versions.ts';
import type { TextRange } from '../../text/text-range.ts';
import type { YamlEntry, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { placeOf } from '../../yaml/syntax/yaml-path.ts';

/**
 * What Envoy's loader rejects or warns about, or what a later or earlier version does not support. Locations are paths,
 * so that a finding remains valid when its block moves.
 */
export type EnvoyFinding = Problem & {
  /** From the root: the index of the entry in each map, of the item in each list. */
  readonly path: readonly number[];
};

export type Problem =
  | UnknownField
  | MergeKey
  | WrongType
  | InvalidValue
  | OutOfRange
  | MissingField
  | MissingType
  | OneofConflict
  | DuplicateField
  | UnknownExtension
  | WrongExtensionCategory
  | VersionTooOld
  | RemovedField
  | DeprecatedField;

/** The path leads to the entry. */
export interface UnknownField {
  readonly code: 'unknown-field';
  /** Full name of the message that has no such field. */
  readonly type: string;
  readonly key: string;
  /** Other keys that also belong into the field `into`, whose map was left out. */
  readonly together?: { readonly into: string; readonly keys: readonly string[]; readonly entries: readonly number[] };
}

/** The path leads to the entry `<<`. */
export interface MergeKey {
  readonly code: 'merge-key';
}

/** The path leads to the value. */
export interface WrongType {
  readonly code: 'wrong-type';
  /** A scalar type, an enum's or a message's name, `list` or `map`. */
  readonly expected: string;
  readonly found: 'a list' | 'a map' | 'a number' | 'a boolean' | 'a string' | 'nothing' | 'a placeholder';
}

/** The kind is right, the content is not. The path leads to the value. */
export interface InvalidValue {
  readonly code: 'invalid-value';
  readonly kind: 'enum' | 'number' | 'bool' | 'duration' | 'timestamp' | 'bytes' | 'type-url';
  /** The enum's name or the scalar type. */
  readonly expected: string;
  readonly text: string;
}

/** A rule of the API is broken. The path leads to the value, or to the map where a value is missing in it. */
export interface OutOfRange {
  readonly code: 'out-of-range';
  readonly rule: ViolatedConstraint;
  readonly text: string;
}

/** A validation rule that a value breaks, by its name in `validate.rules`. */
export interface ViolatedConstraint {
  readonly name: string;
  readonly limit: string;
}

/** The path leads to the map that lacks them. */
export interface MissingField {
  readonly code: 'missing-field';
  readonly type: string;
  /** What is missing: each a field, or the members of a oneof of which one must be there. */
  readonly groups: readonly (readonly string[])[];
}

/**
 * An extension has no `@type`. The path leads to the map in place of its config or, if there is none, to the message
 * that contains it.
 */
export interface MissingType {
  readonly code: 'missing-type';
  readonly of: 'config' | 'holder';
}

/** The path leads to the later entry. */
export interface OneofConflict {
  readonly code: 'oneof-conflict';
  readonly type: string;
  /** Indices of the entries in their map, in file order. */
  readonly entries: readonly number[];
  readonly keys: readonly string[];
}

/** A field in both spellings, which is no member of a oneof. The path leads to the later entry. */
export interface DuplicateField {
  readonly code: 'duplicate-field';
  /** Index of the earlier entry in the map. */
  readonly first: number;
  readonly keys: readonly [first: string, last: string];
}

/** The path leads to the value of `@type`. */
export interface UnknownExtension {
  readonly code: 'unknown-extension';
  readonly type: string;
  readonly contrib: boolean;
  /** Its field, for suggestions: see `slotTypes`. */
  readonly categories: readonly string[];
  readonly types: readonly string[];
}

/** The path leads to the value of `@type`. */
export interface WrongExtensionCategory {
  readonly code: 'wrong-extension-category';
  readonly type: string;
  /**
   * The category is correct, but the filter has no config for routes, or the config is for routes instead of the
   * filter, or vice versa.
   */
  readonly side?: 'no-route-config' | 'route-only' | 'filter-only';
  /** What the filter takes here instead. */
  readonly meant?: string;
  /** Envoy reads the message as an empty one of the type that is meant. */
  readonly accepted?: true;
  readonly categories: readonly string[];
  readonly types: readonly string[];
}

/** The path leads to the entry, or to the value for enum values and types. */
export interface VersionTooOld {
  readonly code: 'version-too-old';
  readonly what: 'field' | 'enum-value' | 'type';
  readonly name: string;
  readonly since: VersionStep;
  readonly target: string;
}

/** What the target version has no more; the newest facts still know it as it was. */
export interface RemovedField {
  readonly code: 'removed';
  readonly name: string;
  readonly removed: VersionStep;
  readonly target: string;
}

/** The path leads to the entry, or to the value for enum values. */
export interface DeprecatedField {
  readonly code: 'deprecated-field';
  readonly what: 'field' | 'enum-value';
  readonly type: string;
  readonly name: string;
  readonly since: VersionStep | undefined;
  /** Envoy rejects it unless a runtime flag allows it. */
  readonly refused: boolean;
}

export type FindingCode = EnvoyFinding['code'];

/** The nodes a finding is about, and where to show it. */
export interface FoundNodes {
  /** The node at the end of the path; undefined where a key has no value. */
  readonly node: YamlNode | undefined;
  /** The last entry on the path and the map that holds it. */
  readonly entry: YamlEntry | undefined;
  readonly parents: readonly YamlNode[];
  /** A node on the path, or the last one, was reached through an alias, so its text is elsewhere. */
  readonly aliased: boolean;
}

/** Follows a finding's path. @param root the node that was validated */
export function foundNodes(root: YamlNode, path: readonly number[]): FoundNodes {
  let node: YamlNode | undefined = root;
  let entry: YamlEntry | undefined;
  let aliased = false;
  const parents: YamlNode[] = [];
  for (const index of path) {
    if (node === undefined) break;
    parents.push(node);
    entry = node.kind === 'map' ? node.entries[index] : entry;
    node = node.kind === 'map' ? entry?.value : node.kind === 'seq' ? node.items[index] : undefined;
    aliased ||= node?.aliasRange !== undefined;
  }
  return { node, entry, parents, aliased };
}

/** The smallest place that shows what is meant: a key, a scalar, or the first key of what lacks something. */
export function findingRange(root: YamlNode, finding: EnvoyFinding): TextRange {
  const { node, entry, parents } = foundNodes(root, finding.path);
  const isEntry = parents.at(-1)?.kind === 'map';
  if (isAboutKey(finding) && entry) return entry.key.range;
  const empty = finding.code === 'missing-field' ? emptyEntry(node, finding.groups.flat()) : undefined;
  if (empty) return empty.key.range;
  if (node?.aliasRange) return node.aliasRange;
  if (node?.kind === 'scalar') return node.range;
  if (isEntry && entry) return entry.key.range;
  return node ? firstPlace(node) : (entry?.key.range ?? placeOf(root));
}

/** The field is there and has no value. */
const emptyEntry = (node: YamlNode | undefined, names: readonly string[]): YamlEntry | undefined =>
  node?.kind === 'map' ? node.entries.find(({ key }) => names.includes(key.text)) : undefined;

const isAboutKey = (finding: EnvoyFinding): boolean =>
  ['unknown-field', 'merge-key', 'oneof-conflict', 'duplicate-field', 'removed'].includes(finding.code) ||
  ('what' in finding && finding.what === 'field');

const firstPlace = (node: YamlNode): TextRange => {
  if (node.kind === 'map') return node.entries[0]?.key.range ?? node.range;
  const [first] = node.kind === 'seq' ? node.items : [];
  return first ? firstPlace(first) : node.range;
};

/** Whether Envoy loads a config that has the finding. */
export const isTolerated = ({ code }: EnvoyFinding): boolean =>
  code === 'deprecated-field' || code === 'duplicate-field';
