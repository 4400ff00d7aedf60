import type { Labels } from '../../kubernetes/manifest.ts';
import { manifestLabels } from '../../kubernetes/manifest-field.ts';
import { labelValue } from '../../rules/findings/name-formats.ts';
import type { PlacedManifest } from '../../workspace/placed-manifest.ts';
import { nearest } from '../../workspace/uri-path.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { valueAt, walk } from '../../yaml/syntax/yaml-path.ts';
import type { Mention, SymbolKind } from './named-symbol.ts';
import { selectedTogether } from './selected-pods.ts';

/** The value of a pod's label, in the selectors of its controller, its Services and other objects. */
export const labels: SymbolKind = {
  format: labelValue,
  find(workspace, { placed, scalar: { text: value, range }, steps }) {
    const key = steps.at(-1)?.entry?.key.text;
    if (!placed || key === undefined || steps.at(-1)?.inKey) return undefined;
    const mentionsIn = (one: PlacedManifest) => labelsIn(one, key, value);
    if (![...mentionsIn(placed), ...matchLabelsIn(placed, key, value)].some(({ at }) => at.range === range))
      return undefined;
    const isPart = placed.manifest.podSpec ?? placed.manifest.service;
    const first = isPart ? [placed] : podsNear(workspace, placed, key, value);
    const together = selectedTogether(
      workspace,
      first,
      (service, pod) => mentionsIn(service).length > 0 && mentionsIn(pod).length > 0,
    );
    return { name: value, mentions: [...together.flatMap(mentionsIn), ...selectors(workspace, together, key, value)] };
  },
};

function labelsIn({ file, manifest }: PlacedManifest, key: string, value: string): readonly Mention[] {
  const { podSpec, service, root } = manifest;
  const mentions = (found: Labels | undefined, defines: boolean): Mention[] => {
    const label = found?.get(key);
    return label?.value === value ? [{ file, at: label.at, defines }] : [];
  };
  const selector = manifestLabels(valueAt(valueAt(valueAt(root, 'spec'), 'selector'), 'matchLabels'));
  return [
    ...mentions(podSpec?.labels, true),
    ...mentions(podSpec ? selector : undefined, false),
    ...mentions(service?.selector, false),
  ];
}

/** The selectors of policies, budgets and the like, and those of pods for each other. */
function matchLabelsIn({ file, manifest }: PlacedManifest, key: string, value: string): readonly Mention[] {
  if (!file.text.includes('matchLabels')) return [];
  return [...walk(manifest.root)].flatMap((node) => {
    const label = manifestLabels(valueAt(node, 'matchLabels')).get(key);
    return label?.value === value ? [{ file, at: label.at, defines: false }] : [];
  });
}

/** Those that mean one of the pods. */
function selectors(
  workspace: Workspace,
  pods: readonly PlacedManifest[],
  key: string,
  value: string,
): readonly Mention[] {
  const meant = new Set(pods.map(({ manifest }) => manifest));
  return [...workspace.files.values()].flatMap((file) =>
    file.manifests.flatMap((manifest) => {
      const found = matchLabelsIn({ file, manifest }, key, value);
      const near = found.length > 0 ? podsNear(workspace, { file, manifest }, key, value) : [];
      return near.some((pod) => meant.has(pod.manifest)) ? found : [];
    }),
  );
}

/** The pods with a label that are nearest to an object. */
function podsNear(
  { index }: Workspace,
  { file, manifest: { namespace } }: PlacedManifest,
  key: string,
  value: string,
): readonly PlacedManifest[] {
  const pods = index.pods.filter(
    ({ manifest }) =>
      manifest.podSpec?.labels.get(key)?.value === value &&
      (!namespace || !manifest.namespace || manifest.namespace.value === namespace.value),
  );
  return nearest(file.uri, pods, (pod) => pod.file.uri);
}
