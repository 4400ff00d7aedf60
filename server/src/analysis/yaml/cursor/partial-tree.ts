import type { TextRange } from '../../text/text-range.ts';
import type { YamlScalar } from '../syntax/yaml-node.ts';
import type { YamlStep } from '../syntax/yaml-path.ts';

/** Nodes while they are read; once the text is read they are `YamlNode`s. */
export type PartialNode = PartialMap | PartialSeq | YamlScalar;

export interface PartialMap {
  readonly kind: 'map';
  readonly flow: boolean;
  readonly entries: PartialEntry[];
  readonly range: PartialRange;
}

export interface PartialSeq {
  readonly kind: 'seq';
  readonly flow: boolean;
  readonly items: PartialNode[];
  readonly range: PartialRange;
}

export interface PartialEntry {
  readonly key: YamlScalar;
  value: PartialNode | undefined;
  readonly range: PartialRange;
}

interface PartialRange {
  start: number;
  end: number;
}

/** A place for a node: the root, the value of an entry, an item of a list. */
export interface Spot {
  /** Where the map or list stands that has the entry or item; absent for the root. */
  readonly holder?: Spot;
  readonly step?: YamlStep;
  /** What is written there, as yet. */
  node(): PartialNode | undefined;
  put(node: PartialNode): void;
}

export function rootSpot(): Spot {
  let root: PartialNode | undefined;
  return {
    node: () => root,
    put(node) {
      root = node;
    },
  };
}

/** The way from the root to a spot. */
export const stepsTo = ({ holder, step }: Spot): readonly YamlStep[] =>
  holder && step ? [...stepsTo(holder), step] : [];

/** Adds an entry without a value to a map. @param spot the place of the map */
export function addEntry(map: PartialMap, spot: Spot, key: YamlScalar): Spot {
  const entry: PartialEntry = { key, value: undefined, range: { ...key.range } };
  map.entries.push(entry);
  map.range.end = Math.max(map.range.end, key.range.end);
  return {
    holder: spot,
    step: { node: map, entry },
    node: () => entry.value,
    put(node) {
      entry.value = node;
    },
  };
}

/** Adds an empty item to a list. @param spot the place of the list */
export function addItem(seq: PartialSeq, spot: Spot, at: number): Spot {
  const index = seq.items.push(emptyScalar(at)) - 1;
  return {
    holder: spot,
    step: { node: seq, index },
    node: () => {
      const item = seq.items[index];
      return item && isEmpty(item) ? undefined : item;
    },
    put(node) {
      seq.items[index] = node;
    },
  };
}

export const partialMap = (at: number, flow: boolean): PartialMap => ({
  kind: 'map',
  flow,
  entries: [],
  range: { start: at, end: at },
});

export const partialSeq = (at: number, flow: boolean): PartialSeq => ({
  kind: 'seq',
  flow,
  items: [],
  range: { start: at, end: at },
});

export const scalar = (text: string, style: YamlScalar['style'], range: TextRange): YamlScalar => ({
  kind: 'scalar',
  text,
  style,
  range,
});

const emptyScalar = (at: number): YamlScalar => scalar('', 'plain', { start: at, end: at });

const isEmpty = (node: PartialNode): boolean =>
  node.kind === 'scalar' && node.style === 'plain' && node.text === '' && node.range.start === node.range.end;

/** What a cursor is at, by its line. */
export interface PlaceInLine {
  /**
   * `key`: a key of a map. `value`: the value of an entry, on its line, or one in brackets. `open`: the beginning of a
   * value that does not exist yet, on its own line or after a dash. `item`: a new item of a list without its dash.
   */
  readonly kind: 'key' | 'value' | 'open' | 'item';
  /** What is replaced: the token around the offset without its quotes. */
  readonly range: TextRange;
  /** The quote before the range. */
  readonly quote: '' | '"' | "'";
  /** It is in brackets. */
  readonly flow: boolean;
  /** There is nothing between the colon and the offset, so that a space must be inserted first. */
  readonly needsBlank?: boolean;
  /** Where the text must begin on its line. If that is not where the range begins, spaces belong to the text. */
  readonly column?: number;
}

/** What was noted when the cursor was met; later lines may still add to its nodes. */
export type Noted = PlaceInLine & {
  readonly spot: Spot;
  readonly map?: PartialMap;
  readonly entry?: PartialEntry;
  readonly previous?: { readonly spot: Spot; readonly map: PartialMap; readonly column: number };
  /** What the line may be instead, in the maps and lists around it, from the innermost. */
  readonly outer?: readonly Noted[];
};

/** The text that is read, and the cursor in it. */
export interface TextAtCursor {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  readonly cursor: number;
  /** Tells what the cursor is at; undefined where nothing can be written. The first word counts. */
  note(place: Noted | undefined): void;
}
