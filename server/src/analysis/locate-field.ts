import type { Place } from './rules/rule.ts';
import type { Workspace } from './workspace/workspace.ts';
import { followPath, placeOf, valueAt, type YamlPath } from './yaml/yaml-path.ts';
import type { YamlNode } from './yaml/yaml-node.ts';

/**
 * Finds a field of a manifest by the path that the API server names (`spec.containers[0].ports[0].containerPort`,
 * `metadata.labels[app]`, `spec.containers[1].prots`). Where the path leads nowhere the nearest field above is meant.
 * @param offset lies in the manifest
 */
export function locateField(workspace: Workspace, uri: string, offset: number, path: string): Place | undefined {
  const file = workspace.files.get(uri);
  const manifest =
    file?.manifests.find(({ root }) => root.range.start <= offset && offset <= root.range.end) ?? file?.manifests[0];
  if (!manifest) return undefined;
  const { node, entry, rest } = followPath(manifest.root, withNamedItems(manifest.root, fieldPath(path)));
  if (rest.length === 0 && node && node.kind === 'scalar') return { uri, range: placeOf(node) };
  if (entry) return { uri, range: entry.key.range };
  return { uri, range: valueAt(manifest.root, 'kind')?.range ?? manifest.root.range };
}

/** Steps of a path as the API server writes it: fields by dots, indices, map keys and quoted keys in brackets. */
export function fieldPath(path: string): (string | number)[] {
  const steps = path.matchAll(/\[(?:"((?:[^"\\]|\\.)*)"|([^\]]*))\]|([^.[\]]+)/g);
  return [...steps].map(([, quoted, bracket, name]) => {
    if (quoted !== undefined) return quoted;
    if (bracket === undefined) return name ?? '';
    return /^\d+$/.test(bracket) ? Number(bracket) : bracket;
  });
}

/** Server-side apply names list items by their key: `containers[name="app"]`. */
function withNamedItems(root: YamlNode, path: readonly (string | number)[]): YamlPath {
  const steps: (string | number)[] = [];
  for (const step of path) {
    const keyed = typeof step === 'string' ? /^([A-Za-z]+)="?([^"]*)"?$/.exec(step) : null;
    const { node } = followPath(root, steps);
    const index =
      keyed && node?.kind === 'seq'
        ? node.items.findIndex((item) => textOf(valueAt(item, keyed[1] ?? '')) === keyed[2])
        : -1;
    steps.push(index >= 0 ? index : step);
  }
  return steps;
}

const textOf = (node: YamlNode | undefined): string | undefined => (node?.kind === 'scalar' ? node.text : undefined);
