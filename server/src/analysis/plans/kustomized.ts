import type { Manifest } from '../kubernetes/manifest.ts';
import { message } from '../rules/message.ts';
import { placeIn } from '../rules/rule.ts';
import type { SourceFile } from '../workspace/source-file.ts';
import { fileName, resolveUri } from '../workspace/uri-path.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { RefusedPlan } from './refused-plan.ts';

/**
 * Rejects a manifest that a kustomization in the workspace changes, directly or as an overlay of another one, because
 * the file alone is not what should be deployed.
 */
export function refusedKustomization(
  workspace: Workspace,
  file: SourceFile,
  manifest: Manifest,
): RefusedPlan | undefined {
  const changing = kustomizationsOf(workspace, file.uri).find(({ kustomization }) => kustomization?.transforms.length);
  const [first] = changing?.kustomization?.transforms ?? [];
  if (!changing || !first) return undefined;
  return {
    refused: message(
      "{0} changes {1} '{2}' ({3}), which a deployment from here would ignore. Use 'kubectl apply -k' instead.",
      folderAndName(changing.uri),
      manifest.kind,
      manifest.name?.value ?? '',
      changing.kustomization?.transforms.map(({ text }) => text).join(', ') ?? '',
    ),
    location: placeIn(changing, first),
  };
}

const folderAndName = (uri: string): string => uri.split('/').slice(-2).join('/');

/** The kustomizations that a file is a resource of, the innermost first. */
function kustomizationsOf({ files }: Workspace, uri: string): readonly SourceFile[] {
  const all = [...files.values()].filter(({ kustomization }) => kustomization);
  const found: SourceFile[] = [];
  const targets = [uri];
  for (const target of targets) {
    for (const file of all)
      if (!found.includes(file) && resourcesOf(file).has(target)) {
        found.push(file);
        targets.push(file.uri, file.uri.slice(0, -fileName(file.uri).length - 1));
      }
  }
  return found;
}

const resourcesOf = ({ uri, kustomization }: SourceFile): ReadonlySet<string> =>
  new Set(
    [...(kustomization?.resources ?? []), ...(kustomization?.components ?? [])].flatMap(
      (path) => resolveUri(uri, path.replace(/\/$/, '')) ?? [],
    ),
  );
