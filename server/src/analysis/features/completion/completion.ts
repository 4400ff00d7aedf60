import { touches } from '../../text/text-range.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { clusterNames } from './cluster-names.ts';
import { type CompletionItem, type CompletionPlace, type Offer, placeAt } from './completion-place.ts';
import { configMapNames } from './config-map-names.ts';
import { ports } from './ports.ts';
import { volumeNames } from './volume-names.ts';

export type { CompletionItem } from './completion-place.ts';

/** What a source offers at a place; empty where it has nothing to say. */
type Source = (workspace: Workspace, file: SourceFile, place: CompletionPlace) => readonly Offer[];

const sources: readonly Source[] = [clusterNames, ports, volumeNames, configMapNames];

/** The values that fit at an offset, best first: names and ports that the rest of the workspace defines. */
export function complete(workspace: Workspace, uri: string, offset: number): readonly CompletionItem[] {
  const file = workspace.files.get(uri);
  if (!file || file.kind === 'template' || file.kind === 'other') return [];
  const place = placeAt(file, offset);
  if (!place) return [];
  const items = sources.flatMap((source) => source(workspace, file, place));
  const seen = new Set<string>();
  return items
    .filter(({ label }) => !seen.has(label) && seen.add(label))
    .map((item) => ({ ...item, range: touches(place.range, offset) ? place.range : { start: offset, end: offset } }));
}
