import type { SourceFile } from '../../workspace/source-file.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { clusterNames } from './cluster-names.ts';
import type { CompletionItem, Offer } from './completion-item.ts';
import { type CompletionPlace, placeAt } from './completion-place.ts';
import { completeByApi } from './envoy-completion.ts';
import { completeKustomization } from './kustomization-completion.ts';
import { completeManifest } from './manifest/manifest-completion.ts';
import { completeFormat } from './values/format-commands.ts';
import { noStarts, starts } from './manifest/starts.ts';
import type { InsertAbility } from './offered-items.ts';
import { ports } from './ports.ts';
import { completeProject } from './project-completion.ts';

export type { CompletionItem } from './completion-item.ts';

/** The items of a source for a place. May be empty. */
type Source = (workspace: Workspace, file: SourceFile, place: CompletionPlace) => readonly Offer[];

const sources: readonly Source[] = [clusterNames, ports];

/**
 * The completions at an offset, best first: keys and values of the APIs of Envoy and Kubernetes, and names and ports in the workspace.
 * Undefined in files that are neither.
 */
export function complete(
  workspace: Workspace,
  uri: string,
  offset: number,
  ability: InsertAbility = { lines: true },
): readonly CompletionItem[] | undefined {
  const file = workspace.files.get(uri);
  if (!file) return undefined;
  const { wholes, kinds } =
    ability.lines && file.kind !== 'project' && file.kind !== 'kustomization'
      ? starts(workspace, file, offset)
      : noStarts;
  const items =
    completeProject(workspace, file, offset, ability) ??
    completeKustomization(workspace, file, offset, ability) ??
    completeFormat(workspace, file, offset) ??
    completeByApi(workspace, file, offset, ability) ??
    completeManifest(workspace, file, offset, ability) ??
    completeByPlace(workspace, file, offset) ??
    (wholes.length > 0 ? [] : undefined);
  return items && [...wholes, ...items, ...kinds];
}

/** Values by their path, for fields that the API only describes as names or numbers. */
function completeByPlace(workspace: Workspace, file: SourceFile, offset: number): CompletionItem[] | undefined {
  if (file.kind !== 'envoy' && file.kind !== 'kubernetes') return undefined;
  const place = placeAt(file, offset);
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
