import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from '../yaml/syntax/yaml-node.ts';
import { resolveManifestScalar } from './manifest-scalar.ts';

/** JSON, as the API server gets it. */
export type ManifestValue =
  | null
  | boolean
  | number
  | string
  | readonly ManifestValue[]
  | { readonly [key: string]: ManifestValue };

/** Errors of the API server's YAML parser. It always rejects the document, except for a duplicate key. */
export type ManifestProblem =
  /** The strict parser rejects it. Others use the last value. */
  | { readonly kind: 'duplicate-key'; readonly key: string; readonly entry: YamlEntry; readonly first: YamlEntry }
  /** A key that is `null`. */
  | { readonly kind: 'null-key'; readonly entry: YamlEntry }
  /** `<<` with something else than a map or a list of maps. */
  | { readonly kind: 'invalid-merge'; readonly entry: YamlEntry }
  /** A text that does not fit its tag, as `!!int x`. */
  | { readonly kind: 'invalid-tag'; readonly tag: string; readonly node: YamlScalar }
  /** `.inf` or `.nan`, which JSON does not know. */
  | { readonly kind: 'not-finite'; readonly node: YamlScalar };

export interface ReadManifest {
  readonly value: ManifestValue;
  readonly problems: readonly ManifestProblem[];
}

/**
 * Reads a YAML tree as the Kubernetes API server does (see `resolveManifestScalar`), including merge keys and aliases.
 * If it would reject the document, the value is null or the entry is omitted, and `problems` contains the reason.
 * Validation and deployment both use this function, so the checked value is the one that is sent.
 */
export function toManifestValue(node: YamlNode | undefined): ReadManifest {
  const problems = new Map<YamlNode | YamlEntry, ManifestProblem>();
  return { value: read(node, problems), problems: [...problems.values()] };
}

/** By the node it is about: what an alias repeats is said once. */
type Problems = Map<YamlNode | YamlEntry, ManifestProblem>;

function read(node: YamlNode | undefined, problems: Problems): ManifestValue {
  if (node === undefined) return null;
  if (node.kind === 'seq') return node.items.map((item) => read(item, problems));
  if (node.kind === 'map') return Object.fromEntries(readMap(node, problems));
  const scalar = resolveManifestScalar(node);
  if (scalar.kind === 'invalid') problems.set(node, { kind: 'invalid-tag', tag: scalar.tag, node });
  else if (scalar.kind === 'float' && !Number.isFinite(scalar.value)) problems.set(node, { kind: 'not-finite', node });
  else return scalar.value;
  return null;
}

function readMap(map: YamlMap, problems: Problems): Map<string, ManifestValue> {
  const values = new Map<string, ManifestValue>();
  const written = new Map<string, YamlEntry>();
  for (const entry of map.entries) {
    if (isMerge(entry.key)) {
      merge(entry, values, problems);
      continue;
    }
    const key = manifestKey(entry.key);
    if (key === undefined) {
      problems.set(entry, { kind: 'null-key', entry });
      continue;
    }
    const first = written.get(key);
    if (first && !entry.unnamed) problems.set(entry, { kind: 'duplicate-key', key, entry, first });
    else written.set(key, entry);
    values.set(key, read(entry.value, problems));
  }
  return values;
}

/**
 * A merge overwrites entries before it and is overwritten by entries after it. In a list of maps, the first one takes
 * precedence.
 */
function merge(entry: YamlEntry, values: Map<string, ManifestValue>, problems: Problems): void {
  const sources = entry.value?.kind === 'seq' ? entry.value.items.toReversed() : [entry.value];
  for (const source of sources) {
    if (source?.kind !== 'map') {
      problems.set(entry, { kind: 'invalid-merge', entry });
      return;
    }
    for (const [key, value] of readMap(source, problems)) values.set(key, value);
  }
}

const isMerge = (key: YamlScalar): boolean =>
  key.text === '<<' && (key.tag === undefined ? key.style === 'plain' : /(!!|2002:)merge$/.test(key.tag));

/** The key as it is in JSON: `yes` is `true`, `0644` is `420`; undefined for null, which no JSON key can be. */
export function manifestKey(key: YamlScalar): string | undefined {
  const scalar = resolveManifestScalar(key);
  if (scalar.kind === 'null' || scalar.kind === 'invalid') return undefined;
  return scalar.kind === 'float' ? floatKey(scalar.value) : String(scalar.value);
}

/** The reader writes a float key with the digits that tell it from its neighbours in 32 bits. */
function floatKey(value: number): string {
  if (Number.isNaN(value)) return '.nan';
  if (!Number.isFinite(value)) return value > 0 ? '.inf' : '-.inf';
  for (let digits = 1; digits < 9; digits++) {
    const candidate = Number(value.toPrecision(digits));
    if (Math.fround(candidate) === Math.fround(value)) return String(candidate);
  }
  return String(value);
}
