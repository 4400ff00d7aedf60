import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import type { YamlStep } from '../../yaml/syntax/yaml-path.ts';
import type { Sketch } from './sketch.ts';
import type { Offer } from './completion-item.ts';

/** A key to write, before it is known how. */
export interface KeyOffer extends Offer {
  /** How its value begins; absent for `@type`. */
  readonly value?: ValueStart;
  /** What the value begins with, for editors with stops. */
  readonly sketch?: Sketch;
  /** Whether a value that is already written fits. Without it, any does. */
  takes?(value: YamlNode): boolean;
}

/** How the value of a new key begins. */
export interface ValueStart {
  /** `empty`: a map that has no keys. `typed`: a map that begins with `@type`. `text`: a text with several lines. */
  readonly form: 'scalar' | 'text' | 'empty' | 'map' | 'list' | 'typed';
  /** Whether there are completions for it. Without any, an editor would show a message. */
  readonly hasOffers: boolean;
  /** What a scalar in JSON begins with, as a snippet. */
  readonly json?: string;
}

/** The map in which a key is written. */
export interface WrittenMap {
  /** Undefined if it does not exist yet. */
  readonly map: YamlMap | undefined;
  /** The index in the map of the entry whose key is being changed; -1 for a new one. */
  readonly own: number;
  /** The way from the root to the map. */
  readonly steps: readonly YamlStep[];
}

export const otherEntries = ({ map, own }: WrittenMap) => (map?.entries ?? []).filter((_, index) => index !== own);

/** The key that is being changed. */
export const ownKey = ({ map, own }: WrittenMap): string | undefined => map?.entries[own]?.key.text;

export const hasKey = (place: WrittenMap, key: string): boolean =>
  otherEntries(place).some((entry) => entry.key.text === key);
