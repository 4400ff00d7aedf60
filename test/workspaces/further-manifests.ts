import { manifest } from './manifests.ts';
import { markingOf } from './marking.ts';
import { choices } from './random.ts';
import type { Scene } from './scene.ts';
import { declaredListeners } from './slips.ts';
import type { TreeMap } from './tree.ts';

/** What stands beside a workload: an account, a budget, and a policy that allows its listeners. */
export function furtherManifests(scene: Scene): readonly TreeMap[] {
  const { chance } = choices(scene.seed, `further manifests of ${scene.name}`);
  return [
    ...(chance(0.12) ? [manifest(scene, 'v1', 'ServiceAccount', { automountServiceAccountToken: false })] : []),
    ...(chance(0.08) ? [budget(scene)] : []),
    ...(chance(0.12) ? [policy(scene)] : []),
  ];
}

const budget = (scene: Scene): TreeMap =>
  manifest(scene, 'policy/v1', 'PodDisruptionBudget', {
    spec: { minAvailable: 1, selector: { matchLabels: scene.labels } },
  });

function policy(scene: Scene): TreeMap {
  const marking = markingOf(scene);
  const ports = declaredListeners(scene).map(({ id, port }) => ({
    protocol: 'TCP',
    port: marking.number(`${id}.allowed`, port),
  }));
  return manifest(scene, 'networking.k8s.io/v1', 'NetworkPolicy', {
    spec: { podSelector: { matchLabels: scene.labels }, policyTypes: ['Ingress'], ingress: [{ ports }] },
  });
}
