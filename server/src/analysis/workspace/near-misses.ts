import type { Located } from '../yaml/syntax/yaml-node.ts';
import { isFilledIn } from '../yaml/edit/placeholder.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { belongTogether, isPatchedIn, labelsSetBy } from './kustomize-builds.ts';
import type { PlacedManifest } from './placed-manifest.ts';
import { mayShareNamespace } from './selection.ts';
import type { WorkspaceIndex } from './workspace-index.ts';

/** A pod that a Service would select if one of its labels had another value. */
export interface NearMiss {
  readonly pod: PlacedManifest;
  readonly key: string;
  /** In the selector. */
  readonly wanted: Located<string>;
  /** In the pod. */
  readonly label: Located<string>;
  /** No other Service selects the pod. */
  readonly free: boolean;
}

/** Of a Service that selects nothing in the workspace. Empty if labels are set elsewhere. */
export function nearMisses(service: PlacedManifest, index: WorkspaceIndex): readonly NearMiss[] {
  const spec = service.manifest.service;
  const selector = [...(spec?.selector ?? [])];
  if (!spec || spec.externalName || selector.length === 0 || index.selections.podsOf(service.manifest).length > 0)
    return [];
  if (selector.some(([key, { value }]) => isFilledIn(value) || setByControllers.test(key))) return [];
  const pods = index.pods.filter(({ manifest }) => mayShareNamespace(service.manifest, manifest));
  if (!isFixed(service, index) || pods.some((pod) => mayBeMeant(selector, pod, index))) return [];
  return pods
    .filter(({ file }) => belongTogether(service.file.uri, file.uri, index))
    .flatMap((pod) => nearMiss(selector, service, pod, index) ?? []);
}

type Selector = readonly (readonly [key: string, value: Located<string>])[];

/** Labels that controllers add to their pods. */
const setByControllers =
  /^((statefulset|apps|batch)\.kubernetes\.io\/|pod-template-hash$|controller-revision-hash$|controller-uid$|job-name$|rollouts-)/;

/** Nothing else sets labels or selectors. */
const isFixed = ({ file, manifest }: PlacedManifest, index: WorkspaceIndex): boolean =>
  !index.patchFiles.has(file.uri) &&
  index.patchesOf(manifest).length === 0 &&
  index
    .buildsOf(file.uri)
    .every((build) => build.certain && labelsSetBy(build).length === 0 && !isPatchedIn(build, file.uri));

/** The Service may select the pod when the labels that are not known are filled in. */
const mayBeMeant = (selector: Selector, pod: PlacedManifest, index: WorkspaceIndex): boolean =>
  !isFixed(pod, index) ||
  selector.every(([key, { value }]) => {
    const label = pod.manifest.podSpec?.labels.get(key)?.value ?? '';
    return label === value || isFilledIn(label);
  });

/** The values are spelled alike, or the pod in the same file has no Service yet and is the only one that may be meant. */
function nearMiss(
  selector: Selector,
  service: PlacedManifest,
  pod: PlacedManifest,
  { selections }: WorkspaceIndex,
): NearMiss | undefined {
  const labels = pod.manifest.podSpec?.labels;
  const [differing, ...others] = selector.filter(([key, { value }]) => labels?.get(key)?.value !== value);
  const label = differing && labels?.get(differing[0]);
  if (!differing || !label || others.length > 0) return undefined;
  const [key, wanted] = differing;
  const free = selections.ofPod(pod).length === 0;
  const alike = didYouMean(wanted.value, [label.value]).length > 0;
  const isNext = free && pod.file.uri === service.file.uri;
  const isMeant = alike || (isNext && (selector.length > 1 || isPair(pod)));
  return isMeant ? { pod, key, wanted, label, free } : undefined;
}

/** The file has one pod and one Service. */
const isPair = ({ file: { manifests } }: PlacedManifest): boolean =>
  manifests.filter(({ podSpec }) => podSpec).length === 1 && manifests.filter((one) => one.service).length === 1;
