import type { SourceFile } from '../../workspace/source-file.ts';
import { fileName } from '../../workspace/uri-path.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { valueAt } from '../../yaml/syntax/yaml-path.ts';
import type { Offer } from './completion-item.ts';
import type { CompletionPlace } from './completion-place.ts';

/** The ConfigMaps of the workspace for the name of a volume's ConfigMap, and its keys for `items[].key`. */
export function configMapNames({ index }: Workspace, file: SourceFile, { path, around }: CompletionPlace): Offer[] {
  if (path.at(-1) === 'name' && path.at(-2) === 'configMap') {
    const written = [...index.configMaps].map(([name, placed]) => ({
      label: name,
      kind: 'reference' as const,
      detail: `ConfigMap in ${fileName(placed[0]?.file.uri ?? '')}`,
    }));
    const generated = [...index.generatedConfigMaps].map(([name]) => ({
      label: name,
      kind: 'reference' as const,
      detail: 'ConfigMap of the kustomization',
    }));
    return [...written, ...generated];
  }
  if (path.at(-1) !== 'key' || path.at(-3) !== 'items') return [];
  const name = valueAt(around.at(-3), 'name');
  const found = name?.kind === 'scalar' ? index.nearestConfigMaps(name.text, file.uri)[0] : undefined;
  return [...(found?.manifest.configMap?.keys.keys() ?? [])].map((key) => ({
    label: key,
    kind: 'reference',
    detail: `key of ConfigMap ${found?.manifest.name?.value ?? ''}`,
  }));
}
