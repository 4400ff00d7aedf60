import { fieldOf, jsonName } from '../../schema/envoy-facts.ts';
import type { Slot } from '../../schema/envoy-slots.ts';
import { validateMessage } from '../../envoy/validate/validate-message.ts';
import type { EnvoyFinding } from '../../envoy/validate/envoy-finding.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';

/** Where a value is, for its message. */
export interface FittingPlace {
  readonly slot: Slot | undefined;
  readonly version: string | undefined;
}

/** Deeper parts of a value, and further items of its lists, rarely tell what it belongs to, and can be the whole config. */
const [SAMPLE_DEPTH, SAMPLE_ITEMS] = [3, 3];

/**
 * Whether a value of one field may be that of another one: with its upper levels, the validator finds no more than before
 * that has a wrong type or an unknown name.
 */
export function fitsField(
  message: string,
  { from, to }: { readonly from: string; readonly to: string },
  value: YamlNode,
  place: FittingPlace,
): boolean {
  const [old, other] = [fieldOf(message, from), fieldOf(message, to)];
  if (old && jsonName(old.name) === jsonName(other?.name ?? '')) return true;
  const some = sampleOf(value, SAMPLE_DEPTH);
  const found = (key: string) => mistakes(mapOf([entryOf(key, some)]), message, place, SAMPLE_DEPTH);
  const now = found(to);
  return now === 0 || (old !== undefined && now <= found(from));
}

/** The value with its upper levels. Below them, maps have their keys without values, and lists are empty. */
function sampleOf(node: YamlNode, depth: number): YamlNode {
  if (node.kind === 'scalar') return node;
  const below = (value: YamlNode | undefined) => value && (depth > 0 ? sampleOf(value, depth - 1) : undefined);
  if (node.kind === 'map')
    return { ...node, entries: node.entries.map((entry) => ({ ...entry, value: below(entry.value) })) };
  return { ...node, items: node.items.slice(0, SAMPLE_ITEMS).flatMap((item) => below(item) ?? []) };
}

/** How many fields of a map would be unknown or have a wrong type in an extension of a type. */
export function misfitsOfType(map: YamlMap, type: string, place: FittingPlace): number {
  const url = `type.googleapis.com/${type}`;
  const entries = map.entries.map((entry) =>
    entry.key.text === '@type' ? { ...entry, value: scalarOf(url, entry.key.range.end) } : entry,
  );
  return mistakes({ ...map, entries }, 'google.protobuf.Any', place);
}

/** What says nothing about the type of a value. */
const others: ReadonlySet<EnvoyFinding['code']> = new Set(['missing-field', 'out-of-range', 'deprecated-field']);

/** @param sampled the levels that are complete: below them, types of extensions are left out */
function mistakes(
  node: YamlNode,
  type: string,
  { slot, version }: FittingPlace,
  sampled = Number.POSITIVE_INFINITY,
): number {
  const found = validateMessage(node, type, version === undefined ? {} : { version }, slot ? { slot } : {});
  return found
    .filter(({ code, path }) => !others.has(code) && !(code === 'missing-type' && path.length > sampled))
    .reduce((sum, one) => sum + 1 + (one.code === 'unknown-field' ? (one.together?.keys.length ?? 0) : 0), 0);
}

const mapOf = (entries: readonly YamlEntry[]): YamlMap => ({
  ...{ kind: 'map', flow: false, entries },
  range: entries[0]?.range ?? { start: 0, end: 0 },
});

const entryOf = (key: string, value: YamlNode): YamlEntry => ({
  ...{ key: scalarOf(key, value.range.start), value },
  range: value.range,
});

const scalarOf = (text: string, at: number) =>
  ({ kind: 'scalar', style: 'double', text, range: { start: at, end: at } }) as const;
