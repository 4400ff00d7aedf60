import type { YamlEntry, YamlNode } from '../yaml/yaml-node.ts';
import { entryOf } from '../yaml/yaml-path.ts';

/**
 * The entry of a protobuf field, by its snake_case name; Envoy accepts lowerCamelCase as well (semantics case
 * `name-camel`), and keeps the last of duplicates (`dup-key`).
 */
export const fieldEntry = (node: YamlNode | undefined, name: string): YamlEntry | undefined =>
  entryOf(node, name, camelCase(name));

/** The value of a protobuf field, by its snake_case name. */
export const field = (node: YamlNode | undefined, name: string): YamlNode | undefined => fieldEntry(node, name)?.value;

/** Follows fields from message to message. */
export const fieldPath = (node: YamlNode | undefined, ...names: readonly string[]): YamlNode | undefined =>
  names.reduce<YamlNode | undefined>((at, name) => field(at, name), node);

/** The items of a repeated field; Envoy takes a single message for a list of one (semantics case `rep-scalar`). */
export const fieldItems = (node: YamlNode | undefined): readonly YamlNode[] =>
  node?.kind === 'seq' ? node.items : node?.kind === 'map' ? [node] : [];

/** The JSON name of a protobuf field. */
export const camelCase = (name: string): string =>
  name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
