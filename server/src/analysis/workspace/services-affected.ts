import type { Manifest } from '../kubernetes/manifest.ts';
import { belongTogether } from './kustomize-builds.ts';
import type { WorkspaceIndex } from './workspace-index.ts';

/**
 * The files of Services that selected no pod before or select none after a change, if what is reported of them may be
 * different: other labels of pods or selectors, the same labels at other places of a file nearby, or another
 * kustomization.
 */
export function servicesAffectedBy(
  changed: Iterable<string>,
  before: WorkspaceIndex,
  after: WorkspaceIndex,
): readonly string[] {
  const uris = [...changed];
  const is = (differs: (index: WorkspaceIndex, uri: string) => string) =>
    uris.filter((uri) => differs(before, uri) !== differs(after, uri));
  const isRelabeled =
    is(labelsIn).length > 0 || uris.some((uri) => changesManifests(before, uri) || changesManifests(after, uri));
  const moved = is(placesIn);
  if (!isRelabeled && moved.length === 0) return [];
  const isIdle = (manifest: Manifest): boolean =>
    [before, after].some(({ selections }) => selections.podsOf(manifest).length === 0);
  return after.services
    .filter(({ file }) => isRelabeled || moved.some((uri) => belongTogether(file.uri, uri, after)))
    .filter(({ manifest }) => isIdle(manifest))
    .map(({ file }) => file.uri);
}

const changesManifests = ({ files, patchFiles }: WorkspaceIndex, uri: string): boolean =>
  !!files.get(uri)?.kustomization || patchFiles.has(uri);

const labelsIn = ({ files }: WorkspaceIndex, uri: string): string =>
  JSON.stringify(
    (files.get(uri)?.manifests ?? []).flatMap(({ kind, name, namespace, podSpec, service }) => {
      const labels = podSpec?.labels ?? service?.selector;
      return labels ? [[kind, name?.value, namespace?.value, [...labels].map(([key, { value }]) => [key, value])]] : [];
    }),
  );

const placesIn = ({ files }: WorkspaceIndex, uri: string): string =>
  (files.get(uri)?.manifests ?? [])
    .flatMap(({ podSpec }) => [...(podSpec?.labels.values() ?? [])].map(({ at }) => at.range.start))
    .join();
