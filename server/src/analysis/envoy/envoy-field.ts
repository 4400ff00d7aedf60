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
export const isFieldName = (key: string, name: string): boolean =>
  key === name || (key.length < name.length && isJsonName(key, name));

const UNDERSCORE = 95;

/** Whether `key === jsonName(name)`, without making a text. The names of fields are ASCII. */
function isJsonName(key: string, name: string): boolean {
  let at = 0;
  for (let i = 0; i < name.length; i++) {
    const isFirst = name.charCodeAt(i - 1) === UNDERSCORE;
    const code = name.charCodeAt(i);
    if (code === UNDERSCORE) continue;
    if (key.charCodeAt(at) !== (isFirst ? upperCase(code) : code)) return false;
    at++;
  }
  return at === key.length;
}

const upperCase = (code: number): number => (code >= 97 && code <= 122 ? code - 32 : code);

/** Whether a map has two keys that are spellings of one name. Hardly any map has keys of both kinds. */
export function hasBothSpellings(node: YamlNode): boolean {
  if (node.kind !== 'map' || !node.entries.some(({ key }) => key.text.includes('_'))) return false;
  const camel = new Set(node.entries.flatMap(({ key }) => (/[a-z][A-Z]/.test(key.text) ? key.text : [])));
  return camel.size > 0 && node.entries.some(({ key }) => key.text.includes('_') && camel.has(jsonName(key.text)));
}
