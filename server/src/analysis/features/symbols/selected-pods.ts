import type { PlacedManifest } from '../../workspace/placed-manifest.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { closure } from './named-symbol.ts';
import { basesOf, withPatches } from './patched-manifests.ts';

/**
 * The pods, Services and network policies that can be reached from one of them: from a Service to the pods that it selects,
 * and from a pod to its Services. Patches are included.
 * @param joins whether a Service or policy and a pod mean the same by a name
 * @param others further pods that share the name with a pod
 */
export function selectedTogether(
  workspace: Workspace,
  first: readonly PlacedManifest[],
  joins: (service: PlacedManifest, pod: PlacedManifest) => boolean,
  others: (pod: PlacedManifest) => readonly PlacedManifest[] = () => [],
): readonly PlacedManifest[] {
  const { index } = workspace;
  const servicesOf = (pod: PlacedManifest) =>
    [...index.selections.ofPod(pod), ...index.policySelections.ofPod(pod)].map(({ service }) => service);
  const reached = closure(
    first.flatMap((one) => basesOf(workspace, one)),
    (one) =>
      one.manifest.podSpec
        ? [...servicesOf(one).filter((service) => joins(service, one)), ...others(one)]
        : index.pods.filter((pod) => joins(one, pod) && servicesOf(pod).includes(one)),
  );
  return reached.flatMap((one) => withPatches(workspace, one));
}
