import type { Carried, PlannedFile } from './carrier.ts';
import type { Choices } from './random.ts';
import type { TreeMap } from './tree.ts';

/** How manifests are spread over files. */
export const layouts = [
  'a file for each manifest',
  'one file',
  'List',
  'JSON files',
  'JSON List',
  'rendered by Helm',
  'folders',
] as const;
export type Layout = (typeof layouts)[number];

export function layOut(
  layout: Layout,
  workload: TreeMap,
  others: readonly TreeMap[],
  { files = [], comment }: Carried,
  choices: Choices,
): readonly PlannedFile[] {
  const ending = choices.pick(['.yaml', '.yaml', '.yml']);
  const kind = (one: TreeMap): string => String(one.kind).toLowerCase();
  const all = choices.shuffled([workload, ...others]);
  const items = { apiVersion: 'v1', kind: 'List', items: all };
  switch (layout) {
    case 'one file':
      return [{ path: `all${ending}`, manifests: all, comment }, ...files];
    case 'List':
      return [{ path: `list${ending}`, manifests: [items], comment }, ...files];
    case 'JSON List':
      return [{ path: 'list.json', manifests: [items] }, ...files];
    case 'JSON files':
      return [...all.map((one, i) => ({ path: `${i}-${kind(one)}.json`, manifests: [one] })), ...files];
    case 'rendered by Helm':
      return [{ path: `rendered${ending}`, manifests: all, comment: `# Source: shop/templates/all.yaml` }, ...files];
    case 'folders':
      return [
        { path: `workloads/${kind(workload)}${ending}`, manifests: [workload] },
        { path: `network/services${ending}`, manifests: others.filter((one) => one.kind === 'Service') },
        { path: `config/config${ending}`, manifests: others.filter((one) => one.kind !== 'Service') },
        ...files.map((file) => ({ ...file, path: `config/${file.path}` })),
      ].filter((file) => !('manifests' in file) || file.manifests.length > 0);
    case 'a file for each manifest':
      return [
        { path: `${kind(workload)}${ending}`, manifests: [workload], comment },
        ...others.map((one, i) => ({ path: `${kind(one)}${i === 0 ? '' : i}${ending}`, manifests: [one] })),
        ...files,
      ];
  }
}
