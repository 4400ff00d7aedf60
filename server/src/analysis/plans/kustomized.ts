import type { Manifest } from '../kubernetes/manifest.ts';
import { message } from '../rules/message.ts';
import { placeIn } from '../rules/rule.ts';
import type { SourceFile } from '../workspace/source-file.ts';
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
  const [changing] = workspace.index.buildsOf(file.uri).flatMap((build) => build.changing);
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
