import type { SourceFile } from '../../workspace/source-file.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Offer } from './completion-item.ts';
import type { CompletionPlace } from './completion-place.ts';

/** The volumes of the pod for the name of a mount. */
export function volumeNames(_: Workspace, __: SourceFile, { path, manifest }: CompletionPlace): Offer[] {
  if (path.at(-1) !== 'name' || path.at(-3) !== 'volumeMounts') return [];
  return (manifest?.podSpec?.volumes ?? []).flatMap(({ name, configMap, hostPath }) =>
    name
      ? [
          {
            label: name.value,
            kind: 'reference' as const,
            detail: configMap
              ? `ConfigMap ${configMap.name?.value ?? ''}`.trim()
              : hostPath
                ? `hostPath ${hostPath.path?.value ?? ''}`.trim()
                : 'volume',
          },
        ]
      : [],
  );
}
