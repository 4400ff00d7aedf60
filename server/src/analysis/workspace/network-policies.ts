import type { Labels, NetworkPolicySpec } from '../kubernetes/manifest.ts';
import type { PolicyLink } from './envoy-workload.ts';
import { belongTogether } from './kustomize-builds.ts';
import type { PlacedManifest } from './placed-manifest.ts';
import { mayShareNamespace } from './selection.ts';
import type { WorkspaceIndex } from './workspace-index.ts';

/**
 * The NetworkPolicies about incoming traffic that select a pod or may do so. Empty if other objects may allow more
 * traffic, such as those of Cilium and Calico.
 */
export function policiesFor(pod: PlacedManifest, index: WorkspaceIndex): readonly PolicyLink[] {
  const { policies, patchFiles, patchesOf } = index;
  const labels = pod.manifest.podSpec?.labels;
  if (!labels || policies.some(({ manifest }) => !manifest.networkPolicy)) return [];
  return policies.flatMap((placed): PolicyLink[] => {
    const { manifest, file } = placed;
    const policy = manifest.networkPolicy;
    if (!policy || policy.isIngress === false || !mayShareNamespace(manifest, pod.manifest)) return [];
    const selected = isSelected(policy, labels);
    if (selected === false) return [];
    const written = !patchFiles.has(file.uri) && patchesOf(manifest).length === 0 && file.yaml.errors.length === 0;
    const here =
      manifest.namespace?.value === pod.manifest.namespace?.value && belongTogether(pod.file.uri, file.uri, index);
    return [{ ...placed, policy, certain: selected === true && written && here && policy.isIngress === true }];
  });
}

/** Undefined if it is not known. */
function isSelected({ podLabels }: NetworkPolicySpec, labels: Labels): boolean | undefined {
  if (!podLabels) return undefined;
  return [...podLabels].every(([key, { value }]) => labels.get(key)?.value === value);
}
