import { lowerManifests } from '../../kubernetes/lower-manifest.ts';
import type { Manifest } from '../../kubernetes/manifest.ts';
import { builtManifest } from '../../workspace/built-manifest.ts';
import type { PlacedManifest } from '../../workspace/placed-manifest.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** A manifest, the patches that kustomizations apply to it, and the results, whose nodes come from several files. */
export const withPatches = ({ index }: Workspace, placed: PlacedManifest): readonly PlacedManifest[] => {
  const { uri } = placed.file;
  const builds = index.buildsOf(uri);
  const patches = builds.flatMap((build) => build.patches.filter(({ scope }) => scope.has(uri)));
  if (patches.length === 0) return [placed];
  const parts = patches.flatMap(({ file, documents }) =>
    documents
      .flatMap((root) => lowerManifests({ range: root.range, root }))
      .filter((manifest) => isSameObject(manifest, placed.manifest))
      .map((manifest) => ({ file, manifest })),
  );
  return [placed, ...parts, ...builds.flatMap((build) => builtManifest(placed, build) ?? [])];
};

/** Whether a manifest is another one as a kustomization builds it, or the same. */
export const isBuiltFrom = (built: PlacedManifest, { file, manifest }: PlacedManifest): boolean =>
  built.manifest === manifest || (built.file.uri === file.uri && isSameObject(built.manifest, manifest));

/** The manifests that a patch changes. For any other manifest, the manifest itself. */
export function basesOf(workspace: Workspace, placed: PlacedManifest): readonly PlacedManifest[] {
  const { index } = workspace;
  const { uri } = placed.file;
  if (!index.patchFiles.has(uri)) return [indexed(workspace, placed)];
  const candidates = [...index.files.values()].flatMap((file) =>
    file.manifests.flatMap((manifest) => (isSameObject(manifest, placed.manifest) ? [{ file, manifest }] : [])),
  );
  const bases = candidates.filter(
    (base) => base.file.uri !== uri && withPatches(workspace, base).some(({ file }) => file.uri === uri),
  );
  return bases.map((base) => indexed(workspace, base));
}

/** The object of the index, so that manifests can be compared. */
const indexed = ({ index }: Workspace, { file, manifest }: PlacedManifest): PlacedManifest =>
  [...index.pods, ...index.services, ...index.policies].find((one) => one.manifest === manifest) ?? {
    file,
    manifest,
  };

const isSameObject = (one: Manifest, other: Manifest): boolean =>
  one.kind === other.kind && one.name !== undefined && one.name.value === other.name?.value;
