import type { PlacedSource } from '../../rules/rule.ts';
import type { ConfigLink, EnvoyWorkload } from '../../workspace/envoy-workload.ts';
import type { PlacedManifest } from '../../workspace/placed-manifest.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { togetherWith } from './configs-together.ts';
import { isBuiltFrom } from './patched-manifests.ts';

/** The configs that the Envoys of a pod read, with their files of xDS. */
export const configsOf = (workspace: Workspace, pod: PlacedManifest): readonly PlacedSource[] =>
  allWorkloads(workspace)
    .filter((workload) => isBuiltFrom(workload, pod))
    .flatMap((workload) => configLinks(workload).flatMap((link) => togetherWith(workspace, link)));

/** The pods whose Envoy reads a config or a file of xDS beside it. */
export function podsReading(workspace: Workspace, config: PlacedSource): readonly PlacedManifest[] {
  const sources = new Set(togetherWith(workspace, config).map(({ source }) => source));
  const reading = allWorkloads(workspace).filter((workload) =>
    configLinks(workload).some(({ source }) => sources.has(source)),
  );
  return workspace.index.pods.filter((pod) => reading.some((workload) => isBuiltFrom(workload, pod)));
}

const allWorkloads = ({ workloads, builtWorkloads }: Workspace): readonly EnvoyWorkload[] => [
  ...workloads,
  ...builtWorkloads,
];

const configLinks = ({ config, siblings }: EnvoyWorkload): readonly ConfigLink[] =>
  [config, ...siblings.map((sibling) => sibling.config)].flatMap((link) => link ?? []);
