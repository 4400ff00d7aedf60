import type { Container } from '../kubernetes/manifest.ts';
import { type PlacedImage, placedImage } from './overridden-images.ts';
import type { PlacedManifest } from './placed-manifest.ts';
import type { WorkspaceIndex } from './workspace-index.ts';

/**
 * The images that a container may run: its own, or those that kustomizations in the workspace set by patches or
 * `images`. Several if the kustomizations differ, none if there is no image.
 */
export function deployedImages(
  container: Container,
  { manifest, file }: PlacedManifest,
  index: WorkspaceIndex,
): readonly PlacedImage[] {
  const patched = index.patchesOf(manifest).flatMap((patch) => {
    const containers = patch.manifest.podSpec?.containers ?? [];
    return containers.flatMap(({ name, image }) =>
      image && name?.value === container.name?.value ? placedImage(patch.file, image.value, image) : [],
    );
  });
  const own = container.image ? [placedImage(file, container.image.value, container.image)] : [];
  const [written, ...others] = patched.length > 0 ? patched : own;
  if (!written) return [];
  return others.length === 0
    ? overridden(written, index)
    : [written, ...others].flatMap((one) => overridden(one, index));
}

/** The image after each kustomization that changes it, or the original image if there is none. */
function overridden(written: PlacedImage, index: WorkspaceIndex): readonly PlacedImage[] {
  const made = index.overriddenImages(written.image);
  return made.length > 0 ? made : [written];
}
