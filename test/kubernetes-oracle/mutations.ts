import { toManifestValue } from '../../server/src/analysis/kubernetes/manifest-value.ts';
import { kubernetesFieldsAt } from '../../server/src/analysis/schema/kubernetes-schema.ts';
import { applyEdits, type TextEdit } from '../../server/src/analysis/text/text-range.ts';
import {
  insertEntry,
  insertItem,
  type Plain,
  removeEntry,
  renameKey,
  replaceValue,
} from '../../server/src/analysis/yaml/edit/yaml-edit.ts';
import { parseYaml } from '../../server/src/analysis/yaml/syntax/parse-yaml.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlSeq } from '../../server/src/analysis/yaml/syntax/yaml-node.ts';
import { stringAt } from '../../server/src/analysis/kubernetes/manifest-field.ts';
import { type Random, randomNumbers } from '../envoy-agreement/random-changes.ts';
import { misspelled, pick, randomValue, values } from './random-values.ts';

/** A sound manifest: one document. */
export interface Manifest {
  readonly name: string;
  readonly text: string;
}

/** A manifest with one change in it. */
export interface Mutant extends Manifest {
  readonly kind: MutationKind;
}

export const mutationKinds = [
  'another value',
  'misspelled value',
  'value of another shape',
  'misspelled key',
  'removed key',
  'added key',
  'repeated item',
] as const;

export type MutationKind = (typeof mutationKinds)[number];

/** As many mutants as asked for, the same for the same seed; the kinds take turns. */
export function mutantsOf(manifests: readonly Manifest[], count: number, seed: number): readonly Mutant[] {
  const random = randomNumbers(seed);
  const mutants: Mutant[] = [];
  const places = manifests.map(placesIn);
  while (mutants.length < count) {
    const kind = mutationKinds[mutants.length % mutationKinds.length] ?? 'another value';
    const chosen = Math.floor(random() * manifests.length);
    const [manifest, place] = [manifests[chosen], places[chosen]];
    const edit = manifest && place && mutations[kind](manifest.text, place, random);
    if (edit) mutants.push({ name: manifest.name, kind, text: applyEdits(manifest.text, [edit]) });
  }
  return mutants;
}

/** Where a manifest can be changed. */
interface Places {
  readonly entries: readonly PlacedEntry[];
  readonly lists: readonly YamlSeq[];
  readonly maps: readonly PlacedMap[];
}

interface PlacedMap {
  readonly map: YamlMap;
  readonly path: readonly (string | number)[];
  readonly type: readonly [apiVersion: string, kind: string];
}

interface PlacedEntry {
  readonly map: YamlMap;
  readonly entry: YamlEntry;
}

function placesIn({ text }: Manifest): Places {
  const root = parseYaml(text).documents[0]?.root;
  const found = { entries: [] as PlacedEntry[], lists: [] as YamlSeq[], maps: [] as PlacedMap[] };
  const type = [stringAt(root, 'apiVersion')?.value ?? '', stringAt(root, 'kind')?.value ?? ''] as const;
  const collect = (node: YamlNode | undefined, path: readonly (string | number)[]): void => {
    if (node?.aliasRange || !node) return;
    if (node.kind === 'seq') {
      found.lists.push(node);
      for (const [index, item] of node.items.entries()) collect(item, [...path, index]);
    }
    if (node.kind !== 'map') return;
    found.maps.push({ map: node, path, type });
    for (const entry of node.entries) {
      found.entries.push({ map: node, entry });
      collect(entry.value, [...path, entry.key.text]);
    }
  };
  collect(root, []);
  return found;
}

type Mutation = (text: string, places: Places, random: Random) => TextEdit | undefined;

const ofScalar =
  (change: (written: string, random: Random) => Plain): Mutation =>
  (text, { entries }, random) => {
    const chosen = pick(entries, random);
    const value = chosen?.entry.value;
    if (!chosen || value?.kind !== 'scalar') return undefined;
    return replaceValue(text, chosen.map, chosen.entry, change(value.text, random));
  };

const ofEntry =
  (change: (text: string, place: PlacedEntry, random: Random) => TextEdit | undefined): Mutation =>
  (text, { entries }, random) => {
    const chosen = pick(entries, random);
    return chosen && change(text, chosen, random);
  };

const shapes: readonly Plain[] = [{}, [], null, '', 'x', 1, [{}], { x: 'y' }, true, ['x']];

const mutations: Readonly<Record<MutationKind, Mutation>> = {
  'another value': ofScalar((_, random) => pick(values, random) ?? ''),
  'misspelled value': ofScalar(misspelled),
  'value of another shape': ofEntry((text, { map, entry }, random) =>
    replaceValue(text, map, entry, pick(shapes, random) ?? null),
  ),
  'misspelled key': ofEntry((text, { entry }, random) => renameKey(text, entry, misspelled(entry.key.text, random))),
  'removed key': ofEntry((text, { map, entry }) => removeEntry(text, map, entry)),
  'added key': (text, { maps }, random) => {
    const chosen = pick(maps, random);
    const fields = chosen && kubernetesFieldsAt(...chosen.type, chosen.path);
    // The server writes what the facts do not describe.
    const names = Object.entries(fields ?? {}).filter(([, { type }]) => !type.endsWith('any'));
    const name = pick(names, random)?.[0];
    const field = name === undefined ? undefined : fields?.[name];
    if (!chosen || name === undefined || !field) return undefined;
    if (chosen.map.entries.some(({ key }) => key.text === name)) return undefined;
    return insertEntry(text, chosen.map, name, randomValue(field, random));
  },
  'repeated item': (text, { lists }, random) => {
    const list = pick(lists, random);
    const item = list && pick(list.items, random);
    return item && insertItem(text, list, toManifestValue(item).value);
  },
};
