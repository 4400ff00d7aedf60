import type { Labels, Manifest } from '../kubernetes/manifest.ts';
import { addTo } from '../text/grouped.ts';
import { lazy } from '../text/lazy.ts';
import { distance } from './uri-path.ts';
import type { PlacedManifest } from './placed-manifest.ts';

/** A Service, or another object with a selector, with the pods that it selects. */
export interface Selection {
  readonly service: PlacedManifest;
  /** All pods with its labels. */
  readonly pods: readonly PlacedManifest[];
  /** Those of the same file, else of the nearest folder: the same labels in another variant's are not meant. */
  readonly meant: ReadonlySet<PlacedManifest>;
}

export interface Selections {
  /** The selections that mean a pod, in the order of their Services. */
  ofPod(pod: PlacedManifest): readonly Selection[];
  /** The pods that a Service selects. */
  podsOf(service: Manifest): readonly PlacedManifest[];
}

type SelectorOf = (manifest: Manifest) => Labels | undefined;

/** Joins Services and pods by one label first, so that each is compared only with those that may match. */
export function selections(
  services: readonly PlacedManifest[],
  pods: readonly PlacedManifest[],
  selectorOf: SelectorOf = ({ service }) => service?.selector,
): Selections {
  const podsByLabel = lazy(() => podsOfLabels(pods));
  const bySelector = lazy(() => {
    const groups = new Map<string, { readonly index: number; readonly selection: Selection }[]>();
    for (const [index, service] of services.entries()) {
      const selector = selectorOf(service.manifest);
      const label = anyLabel(selector);
      if (label === undefined || !selector) continue;
      const selects = (pod: Manifest) => isSelected(service.manifest, selector, pod);
      addTo(groups, label, { index, selection: selectionOf(service, selects, () => podsByLabel().get(label) ?? []) });
    }
    return groups;
  });
  return {
    ofPod: (pod) =>
      [...(pod.manifest.podSpec?.labels ?? [])]
        .flatMap(([key, { value }]) => bySelector().get(labelOf(key, value)) ?? [])
        .filter(({ selection }) => selection.meant.has(pod))
        .sort((a, b) => a.index - b.index)
        .map(({ selection }) => selection),
    podsOf(service) {
      const selector = selectorOf(service);
      const label = anyLabel(selector);
      if (label === undefined || !selector) return [];
      return (podsByLabel().get(label) ?? []).filter(({ manifest }) => isSelected(service, selector, manifest));
    },
  };
}

function selectionOf(
  service: PlacedManifest,
  selects: (pod: Manifest) => boolean,
  candidates: () => readonly PlacedManifest[],
): Selection {
  const pods = lazy(() => candidates().filter(({ manifest }) => selects(manifest)));
  const meant = lazy(() => {
    // What stands in one file belongs together before all else.
    const away = pods().map(({ file }) => (file.uri === service.file.uri ? -1 : distance(service.file.uri, file.uri)));
    const least = away.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    return new Set(pods().filter((_, i) => away[i] === least));
  });
  return {
    service,
    get pods() {
      return pods();
    },
    get meant() {
      return meant();
    },
  };
}

const labelOf = (key: string, value: string): string => `${key}\0${value}`;

/** A selector requires all its labels, so any of them finds the candidates. */
function anyLabel(selector: Labels | undefined): string | undefined {
  for (const [key, { value }] of selector ?? []) return labelOf(key, value);
  return undefined;
}

function podsOfLabels(pods: readonly PlacedManifest[]): ReadonlyMap<string, readonly PlacedManifest[]> {
  const groups = new Map<string, PlacedManifest[]>();
  for (const pod of pods)
    for (const [key, { value }] of pod.manifest.podSpec?.labels ?? []) addTo(groups, labelOf(key, value), pod);
  return groups;
}

/** A manifest without a namespace may be in any namespace. */
export const mayShareNamespace = (a: Manifest, b: Manifest): boolean =>
  !a.namespace || !b.namespace || a.namespace.value === b.namespace.value;

function isSelected(service: Manifest, selector: Labels, pod: Manifest): boolean {
  const labels = pod.podSpec?.labels;
  if (selector.size === 0 || !labels || !mayShareNamespace(service, pod)) return false;
  return [...selector].every(([key, { value }]) => labels.get(key)?.value === value);
}
