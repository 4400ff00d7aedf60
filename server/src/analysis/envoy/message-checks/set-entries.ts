import type { YamlEntry, YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { fieldEntry } from '../envoy-field.ts';
import { isUnset } from '../validate/loaded-scalar.ts';

/** The entries of those of some fields that are set, in file order: of fields that exclude each other, the second is the mistake. */
export const setEntries = (node: YamlMap, ...names: readonly string[]): readonly YamlEntry[] =>
  names
    .flatMap((name) => fieldEntry(node, name) ?? [])
    .filter(({ value }) => !isUnset(value))
    .sort((one, other) => one.range.start - other.range.start);
