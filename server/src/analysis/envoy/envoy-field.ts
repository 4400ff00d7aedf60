import { jsonName } from '../schema/envoy-facts.ts';
import type { YamlEntry, YamlNode } from '../yaml/syntax/yaml-node.ts';

/**
 * The entry of a protobuf field, by its snake_case name; Envoy accepts lowerCamelCase as well (semantics case
 * `name-camel`), and keeps the last of duplicates (`dup-key`).
 */
export function fieldEntry(node: YamlNode | undefined, name: string): YamlEntry | undefined {
  if (node?.kind !== 'map') return undefined;
  const { entries } = node;
  for (let i = entries.length - 1; i >= 0; i--) {
    const entry = entries[i];
    if (entry && isFieldName(entry.key.text, name)) return entry;
  }
  return undefined;
}

/** The value of a protobuf field, by its snake_case name. */
export const field = (node: YamlNode | undefined, name: string): YamlNode | undefined => fieldEntry(node, name)?.value;

/** Follows fields from message to message. */
export const fieldPath = (node: YamlNode | undefined, ...names: readonly string[]): YamlNode | undefined =>
  names.reduce<YamlNode | undefined>((at, name) => field(at, name), node);

/** The items of a repeated field; Envoy takes a single message for a list of one (semantics case `rep-scalar`). */
export const fieldItems = (node: YamlNode | undefined): readonly YamlNode[] =>
  node?.kind === 'seq' ? node.items : node?.kind === 'map' ? [node] : [];

/** Whether a key is the name of a field in either spelling. Called for every key of every config, many times over. */
export function isFieldName(key: string, name: string): boolean {
  if (key === name) return true;
  // The JSON name has no underscores.
  return (
    key.length < name.length && key.charCodeAt(0) === name.charCodeAt(0) && name.includes('_') && key === jsonName(name)
  );
}

/** Whether a map has two keys that are spellings of one name. Hardly any map has keys of both kinds. */
export function hasBothSpellings(node: YamlNode): boolean {
  if (node.kind !== 'map' || !node.entries.some(({ key }) => key.text.includes('_'))) return false;
  const camel = new Set(node.entries.flatMap(({ key }) => (/[a-z][A-Z]/.test(key.text) ? key.text : [])));
  return camel.size > 0 && node.entries.some(({ key }) => key.text.includes('_') && camel.has(jsonName(key.text)));
}
