import type { RefusedPlan } from './refused-plan.ts';
import { message, sentences } from '../rules/message.ts';
import { workloadsOf } from '../rules/run-rules.ts';
import type { TextRange } from '../text/text-range.ts';
import type { EnvoyWorkload } from '../workspace/envoy-workload.ts';
import { fileName } from '../workspace/uri-path.ts';
import type { Workspace } from '../workspace/workspace.ts';

/**
 * The workload of a file, which is its manifest, its config or one of its Services. If there are several, the one at
 * the offset.
 */
export function workloadAt(workspace: Workspace, uri: string, offset?: number): EnvoyWorkload | RefusedPlan {
  const file = workspace.files.get(uri);
  if (!file) return { refused: message('The file is not open and is not part of the workspace.') };
  if (file.kind === 'template')
    return { refused: message('{0} is a template. Expand it first to deploy it.', fileName(uri)) };
  if (workspace.index.patchFiles.has(uri))
    return {
      refused: message('{0} is a patch of a kustomization. Start from the manifest that it changes.', fileName(uri)),
    };
  const workloads = workloadsOf(workspace, uri);
  const here = workloads.filter((workload) => offset !== undefined && holds(workload, uri, offset));
  const candidates = onePerManifest(here.length > 0 ? here : workloads);
  const [only, ...more] = candidates;
  if (!only)
    return {
      refused: sentences(
        message('{0} is not related to a pod with an Envoy container.', fileName(uri)),
        message("Open the manifest, or set the config in it with a comment '# envoy-sidecar: config=PATH'."),
      ),
    };
  if (more.length === 0) return only;
  const names = candidates.map(({ manifest }) => `${manifest.kind} ${manifest.name?.value ?? '(no name)'}`).join(', ');
  return {
    refused: message(
      'Several workloads belong to {0} ({1}). Start from the manifest of the one you mean.',
      fileName(uri),
      names,
    ),
  };
}

function holds({ file, manifest, config, services }: EnvoyWorkload, uri: string, offset: number): boolean {
  const within = ({ start, end }: TextRange): boolean => start <= offset && offset < end;
  if (file.uri === uri && within(manifest.documentRange)) return true;
  if (config?.file.uri === uri && config.source.scalar && within(config.source.scalar.range)) return true;
  return services.some((service) => service.file.uri === uri && within(service.manifest.documentRange));
}

/**
 * A pod with two Envoy containers is deployed as one workload. It is represented by the container with a known config.
 */
function onePerManifest(workloads: readonly EnvoyWorkload[]): EnvoyWorkload[] {
  const manifests = [...new Set(workloads.map(({ manifest }) => manifest))];
  return manifests.flatMap((manifest) => {
    const same = workloads.filter((workload) => workload.manifest === manifest);
    return same.find(({ config }) => config) ?? same.slice(0, 1);
  });
}
