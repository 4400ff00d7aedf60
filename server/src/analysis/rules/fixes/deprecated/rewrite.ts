import { jsonName } from '../../../schema/envoy-facts.ts';
import type { TextEdit } from '../../../text/text-range.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../../yaml/syntax/yaml-node.ts';

/** A deprecated field where it stands. */
export interface DeprecatedPlace {
  readonly text: string;
  readonly map: YamlMap;
  readonly entry: YamlEntry;
  readonly value: YamlNode;
  /** The nodes from the root of the config down to the map. */
  readonly parents: readonly YamlNode[];
  /** A field's name in snake_case as the keys around are written. */
  readonly spell: (name: string) => string;
  /** Whether the target version surely has a field. */
  readonly has: (message: string, name: string) => boolean;
}

/** How a deprecated field is rewritten so that Envoy does the same as before. */
export interface Rewrite {
  /** What takes its place, as messages name it; a field of the same message, unless `elsewhere`. */
  readonly successor: string;
  readonly elsewhere?: boolean;
  /** The release that brought the successor, by Envoy's version history, where it is older than those that were read. */
  readonly since?: string;
  /** Undefined where it cannot be done exactly. */
  readonly edits: (place: DeprecatedPlace) => readonly TextEdit[] | undefined;
}

/** Follows the spelling of an entry's key, and of its neighbours' where that is one word: snake_case or lowerCamelCase. */
export function spelling(map: YamlMap, entry: YamlEntry): (name: string) => string {
  const keys = [entry, ...map.entries].map(({ key }) => key.text);
  const telling = keys.find((key) => /^[a-z]\w*(_|[A-Z])/.test(key)) ?? '';
  return telling.includes('_') ? (name) => name : /[A-Z]/.test(telling) ? jsonName : (name) => name;
}
