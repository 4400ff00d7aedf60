import { jsonName } from '../../../schema/envoy-facts.ts';
import type { TextEdit } from '../../../text/text-range.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../../yaml/syntax/yaml-node.ts';

/** A deprecated field and its location. */
export interface DeprecatedPlace {
  readonly text: string;
  readonly map: YamlMap;
  readonly entry: YamlEntry;
  readonly value: YamlNode;
  /** The nodes from the root of the config down to the map. */
  readonly parents: readonly YamlNode[];
  /** The name of a field (snake_case) in the spelling of the keys around it. */
  readonly spell: (name: string) => string;
  /** Whether the target version certainly has a field. */
  readonly has: (message: string, name: string) => boolean;
}

/** How to rewrite a deprecated field without changing what Envoy does. */
export interface Rewrite {
  /** The name of the new field for messages; a field of the same message, unless `elsewhere`. */
  readonly successor: string;
  readonly elsewhere?: boolean;
  /** The release that added the new field according to Envoy's version history, if there is no data for it. */
  readonly since?: string;
  /** Undefined if an exact rewrite is not possible. */
  readonly edits: (place: DeprecatedPlace) => readonly TextEdit[] | undefined;
}

/** Uses the spelling of an entry's key, or of its siblings if the key is one word: snake_case or lowerCamelCase. */
export function spelling(map: YamlMap, entry: YamlEntry): (name: string) => string {
  const keys = [entry, ...map.entries].map(({ key }) => key.text);
  const telling = keys.find((key) => /^[a-z]\w*(_|[A-Z])/.test(key)) ?? '';
  return telling.includes('_') ? (name) => name : /[A-Z]/.test(telling) ? jsonName : (name) => name;
}
