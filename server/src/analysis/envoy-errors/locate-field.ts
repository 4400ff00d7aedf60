import type { Place } from '../rules/rule.ts';
import type { TextRange } from '../text/text-range.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { YamlNode } from '../yaml/syntax/yaml-node.ts';
import { entryOf, itemsOf, placeOf, valueAt } from '../yaml/syntax/yaml-path.ts';

/**
 * Finds a field of a manifest by a path of the API server (`spec.containers[0].ports[0].containerPort`,
 * `metadata.labels[app]`, `spec.containers[1].prots`). If the path cannot be followed to its end, the result is the
 * deepest field or list item on it. For an item, the range is its first line.
 * @param offset an offset in the manifest
 */
export function locateField(workspace: Workspace, uri: string, offset: number, path: string): Place | undefined {
  const file = workspace.files.get(uri);
  const manifest =
    file?.manifests.find(({ root }) => root.range.start <= offset && offset <= root.range.end) ?? file?.manifests[0];
  if (!manifest) return undefined;
  let node: YamlNode | undefined = manifest.root;
  let range: TextRange = valueAt(manifest.root, 'kind')?.range ?? manifest.root.range;
  for (const step of fieldPath(path)) {
    const next = stepInto(node, step);
    if (!next) break;
    ({ node, range } = next);
  }
  return { uri, range };
}

/** A field of an object, an index of a list, or a list item by its key fields. */
type FieldStep = string | number | ReadonlyMap<string, string>;

interface Stepped {
  readonly node: YamlNode | undefined;
  readonly range: TextRange;
}

function stepInto(node: YamlNode | undefined, step: FieldStep): Stepped | undefined {
  if (typeof step === 'string') {
    const entry = entryOf(node, step);
    const scalar = entry?.value?.kind === 'scalar' ? entry.value : undefined;
    return entry && { node: entry.value, range: scalar ? placeOf(scalar) : entry.key.range };
  }
  const item =
    typeof step === 'number' ? itemsOf(node)[step] : itemsOf(node).find((candidate) => hasKeys(candidate, step));
  const firstKey = item?.kind === 'map' && !item.aliasRange ? item.entries[0]?.range : undefined;
  return item && { node: item, range: firstKey ?? placeOf(item) };
}

/** Steps of a path as the API server writes it: fields by dots, indices, map keys and quoted keys in brackets. */
function fieldPath(path: string): FieldStep[] {
  const steps = path.matchAll(/\[(?:"((?:[^"\\]|\\.)*)"|((?:"[^"]*"|[^\]"])*))\]|([^.[\]]+)/g);
  return [...steps].map(([, quoted, bracket, name]) => {
    if (quoted !== undefined) return quoted;
    if (bracket === undefined) return name ?? '';
    if (/^\d+$/.test(bracket)) return Number(bracket);
    const keys = [...bracket.matchAll(/([A-Za-z]+)=(?:"([^"]*)"|([^,]*))/g)];
    return keys.length > 0 ? new Map(keys.map(([, key = '', text, bare]) => [key, text ?? bare ?? ''])) : bracket;
  });
}

/** Server-side apply names items so: `containers[name="app"]`, `ports[containerPort=80,protocol="TCP"]`; a key may be a default. */
function hasKeys(item: YamlNode, keys: ReadonlyMap<string, string>): boolean {
  const written = [...keys].map(([key, wanted]) => [valueAt(item, key), wanted] as const);
  return (
    written.some(([value]) => value) &&
    written.every(([value, wanted]) => !value || (value.kind === 'scalar' && value.text === wanted))
  );
}
