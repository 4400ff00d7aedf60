import type { Labels, Manifest } from '../kubernetes/manifest.ts';
import { addTo } from '../text/grouped.ts';
import { lazy } from '../text/lazy.ts';
import { distance } from './uri-path.ts';
import type { PlacedManifest } from './placed-manifest.ts';

/** A Service with the pods that it selects. */
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

/** Joins Services and pods by one label first, so that each is compared only with those that may match. */
export function selections(services: readonly PlacedManifest[], pods: readonly PlacedManifest[]): Selections {
  const podsByLabel = lazy(() => podsOfLabels(pods));
  const bySelector = lazy(() => {
    const groups = new Map<string, { readonly index: number; readonly selection: Selection }[]>();
    for (const [index, service] of services.entries()) {
      const label = anyLabel(service.manifest.service?.selector);
      if (label === undefined) continue;
      addTo(groups, label, { index, selection: selectionOf(service, () => podsByLabel().get(label) ?? []) });
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
      const label = anyLabel(service.service?.selector);
      const candidates = label === undefined ? [] : (podsByLabel().get(label) ?? []);
      return candidates.filter(({ manifest }) => selects(service, manifest));
    },
  };
}

function selectionOf(service: PlacedManifest, candidates: () => readonly PlacedManifest[]): Selection {
  const pods = lazy(() => candidates().filter(({ manifest }) => selects(service.manifest, manifest)));
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

function selects(service: Manifest, pod: Manifest): boolean {
  const selector = service.service?.selector;
  const labels = pod.podSpec?.labels;
  if (!selector || selector.size === 0 || !labels || !mayShareNamespace(service, pod)) return false;
  return [...selector].every(([key, { value }]) => labels.get(key)?.value === value);
}
