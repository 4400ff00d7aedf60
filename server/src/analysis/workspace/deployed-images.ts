import type { ImageOverride } from '../kubernetes/kustomization.ts';
import type { Container } from '../kubernetes/manifest.ts';
import type { Located } from '../yaml/yaml-node.ts';
import type { FileRange } from '../text/text-range.ts';
import { placeOf } from '../yaml/yaml-path.ts';
import { imageName } from './envoy-container.ts';
import type { SourceFile } from './source-file.ts';
import type { PlacedManifest, WorkspaceIndex } from './workspace-index.ts';

/** An image and where it, or what of it was changed, is written. */
export interface PlacedImage {
  readonly image: string;
  readonly at: FileRange;
  /** What stands there, quotes included. */
  readonly written: string;
}

/**
 * The images that a container may run: its own, or what the workspace's kustomizations put in its place by patches or under
 * `images`. Several where the kustomizations differ, none where no image is written.
 */
export function deployedImages(
  container: Container,
  { manifest, file }: PlacedManifest,
  index: WorkspaceIndex,
): readonly PlacedImage[] {
  const patched = [...index.patchFiles].flatMap((uri) => {
    const patch = index.files.get(uri);
    const patches = patch?.manifests.filter(
      ({ kind, name }) => kind === manifest.kind && name?.value === manifest.name?.value,
    );
    const containers = (patches ?? []).flatMap(({ podSpec }) => podSpec?.containers ?? []);
    return containers.flatMap(({ name, image }) =>
      patch && image && name?.value === container.name?.value ? placed(patch, image.value, image) : [],
    );
  });
  const own = container.image ? [placed(file, container.image.value, container.image)] : [];
  return (patched.length > 0 ? patched : own).flatMap((image) => overridden(image, index));
}

/** The image as each kustomization that names it makes it; as it is where none does. */
function overridden(written: PlacedImage, { kustomizations }: WorkspaceIndex): readonly PlacedImage[] {
  const name = imageName(written.image);
  const made = kustomizations.flatMap(({ file, kustomization }) =>
    kustomization.images.flatMap((override) => (override.name === name ? madeFrom(written, override, file) : [])),
  );
  return made.length > 0 ? made : [written];
}

function madeFrom({ image }: PlacedImage, override: ImageOverride, file: SourceFile): readonly PlacedImage[] {
  const { newName, newTag, digest } = override;
  const at = newTag ?? digest ?? newName;
  if (!at) return [];
  const name = newName?.value ?? imageName(image);
  const version = newTag ? `:${newTag.value}` : image.slice(imageName(image).length);
  return [placed(file, `${name}${digest ? `@${digest.value}` : version}`, at)];
}

function placed(file: SourceFile, image: string, { at }: Located<string>): PlacedImage {
  const range = placeOf(at);
  return { image, at: { uri: file.uri, range }, written: file.text.slice(range.start, range.end) };
}
