import { manifestPosition } from '../../../kubernetes/manifest-position.ts';
import { resolveManifestScalar } from '../../../kubernetes/manifest-scalar.ts';
import { stepInto } from '../../../schema/kubernetes-places.ts';
import { kubernetesTarget } from '../../../workspace/kubernetes-target.ts';
import type { SourceFile } from '../../../workspace/source-file.ts';
import type { Workspace } from '../../../workspace/workspace.ts';
import type { CursorContext } from '../../../yaml/cursor/cursor-context.ts';
import type { CompletionItem } from '../completion-item.ts';
import { wholeItems } from '../whole-snippets.ts';
import { type InsertAbility, type Offers, offeredItems } from '../offered-items.ts';
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
  if (!cursor || !manifestPosition(cursor.steps, cursor.map)) return undefined;
  const known = {
    ...{ workspace, file, manifest: parsedManifestAt(file, offset) },
    version: kubernetesTarget(workspace, file)?.version,
  };
  return offeredItems((place) => offersAt(known, place), cursor, file.text, ability);
}

function offersAt(known: Omit<ManifestPlace, 'position' | 'steps'>, { steps, map }: CursorContext): Offers | undefined {
  const position = manifestPosition(steps, map);
  if (!position) return undefined;
  const place: ManifestPlace = { ...known, position, steps };
  const { expression } = position.place;
  const isList = expression.startsWith('[]');
  const item = isList ? stepInto(position.place, 0) : position.place;
  return {
    root: known.manifest?.root,
    isList,
    isScalar: item?.type === undefined && !expression.startsWith('map:') && expression !== 'any',
    values: () => manifestValues(place),
    keys: (written) =>
      manifestKeys({ ...place, position: manifestPosition(written.steps, written.map) ?? position }, written),
    wholes: position.field && !position.inMap ? wholeItems(position.field.type, position.field.name) : [],
    isString,
  };
}

const isString = (text: string): boolean =>
  resolveManifestScalar({ kind: 'scalar', style: 'plain', text, range: { start: 0, end: 0 } }).kind === 'string';
