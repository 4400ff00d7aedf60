import type { SourceFile } from '../../workspace/source-file.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { clusterNames } from './cluster-names.ts';
import type { CompletionItem, Offer } from './completion-item.ts';
import { type CompletionPlace, placeAt } from './completion-place.ts';
import { completeByApi, type InsertAbility } from './envoy-completion.ts';
import { configMapNames } from './config-map-names.ts';
import { ports } from './ports.ts';
import { volumeNames } from './volume-names.ts';

export type { CompletionItem } from './completion-item.ts';

/** The items of a source for a place. May be empty. */
type Source = (workspace: Workspace, file: SourceFile, place: CompletionPlace) => readonly Offer[];

const sources: readonly Source[] = [clusterNames, ports, volumeNames, configMapNames];

/**
 * The completions at an offset, best first: keys and values of Envoy's API, and names and ports in the workspace.
 */
export function complete(
  workspace: Workspace,
  uri: string,
  offset: number,
  ability: InsertAbility = { lines: true },
): readonly CompletionItem[] {
  const file = workspace.files.get(uri);
  if (!file || file.kind === 'template') return [];
  return completeByApi(workspace, file, offset, ability) ?? completeByPlace(workspace, file, offset);
}

/** Values by their path, for fields that the API only describes as names or numbers. */
function completeByPlace(workspace: Workspace, file: SourceFile, offset: number): CompletionItem[] {
  const place = file.kind === 'other' ? undefined : placeAt(file, offset);
  if (!place) return [];
  const items = sources.flatMap((source) => source(workspace, file, place));
  const labels = new Set<string>();
  return items
    .map(({ label, ...item }) => ({ ...item, label: written(label, item.kind, place, file), range: place.range }))
    .filter(({ label }) => !labels.has(label) && labels.add(label));
}

/** Adds quotes to a name without quotes if JSON, or YAML for this name, requires them. */
function written(label: string, kind: CompletionItem['kind'], { entry }: CompletionPlace, file: SourceFile): string {
  const quoted = entry.value?.kind === 'scalar' && entry.value.style !== 'plain';
  if (quoted || kind === 'value') return label;
  const isJson = /^\s*[{[]/.test(file.text);
  const isPlain = /^[\w./-](?:[^\s:#,[\]{}]|:(?=\S))*$/.test(label);
  return isJson || !isPlain ? JSON.stringify(label) : label;
}
