import { manifestPosition } from '../../../kubernetes/manifest-position.ts';
import { resolveManifestScalar } from '../../../kubernetes/manifest-scalar.ts';
import { stepInto } from '../../../schema/kubernetes-places.ts';
import { kubernetesTarget } from '../../../workspace/kubernetes-target.ts';
import type { SourceFile } from '../../../workspace/source-file.ts';
import type { Workspace } from '../../../workspace/workspace.ts';
import type { CompletionItem } from '../completion-item.ts';
import { type InsertAbility, offeredItems } from '../offered-items.ts';
import { manifestCursor } from './manifest-cursor.ts';
import { manifestKeys } from './manifest-keys.ts';
import { type ManifestPlace, parsedManifestAt } from './manifest-place.ts';
import { manifestValues } from './manifest-values.ts';

/** Keys and values of the Kubernetes API at an offset. Undefined outside of manifests. */
export function completeManifest(
  workspace: Workspace,
  file: SourceFile,
  offset: number,
  ability: InsertAbility,
): readonly CompletionItem[] | undefined {
  const cursor = manifestCursor(workspace, file, offset);
  const position = cursor && manifestPosition(cursor.steps, cursor.map);
  if (!position) return undefined;
  const { steps } = cursor;
  const place: ManifestPlace = {
    ...{ workspace, file, position, steps },
    manifest: parsedManifestAt(file, offset),
    version: kubernetesTarget(workspace, file)?.version,
  };
  const { expression } = position.place;
  const isList = expression.startsWith('[]');
  const item = isList ? stepInto(position.place, 0) : position.place;
  return offeredItems(
    {
      isList,
      isScalar: item?.type === undefined && !expression.startsWith('map:') && expression !== 'any',
      values: () => manifestValues(place),
      keys: (written) =>
        manifestKeys({ ...place, position: manifestPosition(written.steps, written.map) ?? position }, written),
      isString,
    },
    cursor,
    file.text,
    ability,
  );
}

const isString = (text: string): boolean =>
  resolveManifestScalar({ kind: 'scalar', style: 'plain', text, range: { start: 0, end: 0 } }).kind === 'string';
