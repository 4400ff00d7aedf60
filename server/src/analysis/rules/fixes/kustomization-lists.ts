import type { ContentReference } from '../../kubernetes/manifest.ts';
import { mapsIn } from '../../kubernetes/manifest-field.ts';
import type { TextEdit } from '../../text/text-range.ts';
import type { PlacedManifest } from '../../workspace/placed-manifest.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import { resolveUri } from '../../workspace/uri-path.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import {
  insertEntry,
  insertItem,
  type Plain,
  removeEntry,
  removeItem,
  replaceValue,
} from '../../yaml/edit/yaml-edit.ts';
import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { asMap, asSeq, entryOf, itemsOf, valueAt } from '../../yaml/syntax/yaml-path.ts';

export const rootOf = ({ yaml }: SourceFile): YamlMap | undefined => asMap(yaml.documents[0]?.root);

/** The only kustomization that has a file among its resources. */
export function onlyKustomizationOf({ files }: Workspace, uri: string): SourceFile | undefined {
  const listing = [...files.values()].filter((file) =>
    file.kustomization?.resources.some((path) => resolveUri(file.uri, path) === uri),
  );
  const [only] = listing;
  return only && listing.length === 1 && only.yaml.errors.length === 0 && !only.kustomization?.opaque
    ? only
    : undefined;
}

/** The pods that refer to a ConfigMap. */
export const podsWith = ({ index }: Workspace, configMap: string): readonly PlacedManifest[] =>
  index.pods.filter(({ manifest: { podSpec } }) => {
    const { volumes = [], containers = [], initContainers = [] } = podSpec ?? {};
    const references: readonly ContentReference[] = [
      ...volumes.flatMap(({ contents }) => contents),
      ...[...containers, ...initContainers].flatMap(({ env, envFrom }) => [
        ...envFrom,
        ...env.flatMap(({ from }) => from ?? []),
      ]),
    ];
    return references.some(({ kind, name }) => kind === 'ConfigMap' && name?.value === configMap);
  });

/** Adds an item to a list of a kustomization, and the list if there is none. */
export function itemAdded(file: SourceFile, list: string, item: Plain): readonly TextEdit[] {
  const root = rootOf(file);
  const entry = entryOf(root, list);
  const items = asSeq(entry?.value);
  if (!root) return [];
  if (!entry) return [insertEntry(file.text, root, list, [item])];
  return [items ? insertItem(file.text, items, item) : replaceValue(file.text, root, entry, [item])];
}

/** Removes an item from a list of a kustomization, and the list with the last one. */
export function itemRemoved(file: SourceFile, list: string, is: (item: YamlNode) => boolean): readonly TextEdit[] {
  const root = rootOf(file);
  const entry = entryOf(root, list);
  const items = asSeq(entry?.value);
  const item = items?.items.find(is);
  if (!root || !entry || !items || !item) return [];
  return [items.items.length === 1 ? removeEntry(file.text, root, entry) : removeItem(file.text, items, item)];
}

/** Whether an item of a list is the path of a file. */
export const isPathOf =
  (file: SourceFile, uri: string) =>
  (item: YamlNode): boolean =>
    item.kind === 'scalar' && resolveUri(file.uri, item.text) === uri;

/** The generators of a kustomization, as they are written. */
export const generatorsIn = (file: SourceFile): readonly YamlMap[] =>
  mapsIn(valueAt(rootOf(file), 'configMapGenerator'));

/** True if all keys of a map are known. */
export const hasOnly = (map: YamlNode | undefined, keys: readonly string[]): boolean =>
  map?.kind === 'map' && !map.anchor && map.entries.every(({ key }) => keys.includes(key.text));

export const onlyItem = (node: YamlNode | undefined): YamlNode | undefined => {
  const items = itemsOf(node);
  return items.length === 1 ? items[0] : undefined;
};
