import type { ImageOverride } from '../kubernetes/kustomization.ts';
import type { Located } from '../yaml/syntax/yaml-node.ts';
import { placeOf } from '../yaml/syntax/yaml-path.ts';
import { addTo } from '../text/grouped.ts';
import type { FileRange } from '../text/text-range.ts';
import { type ImageVersion, imageVersion } from './envoy-version.ts';
import { imageName } from './envoy-container.ts';
import type { SourceFile } from './source-file.ts';

/** An image and its location, or the location of the change. */
export interface PlacedImage {
  readonly image: string;
  readonly at: FileRange;
  /** The text there, including quotes. */
  readonly written: string;
  /** The version in its tag. */
  readonly version: ImageVersion;
}

/** What the workspace's kustomizations make of an image under `images`; one list for all that write the same image. */
export type OverriddenImages = (image: string) => readonly PlacedImage[];

export function overriddenImages(files: readonly SourceFile[]): OverriddenImages {
  const overrides = new Map<string, { readonly file: SourceFile; readonly override: ImageOverride }[]>();
  for (const file of files)
    for (const override of file.kustomization?.images ?? []) addTo(overrides, override.name, { file, override });
  const known = new Map<string, readonly PlacedImage[]>();
  return (image) => {
    const made =
      known.get(image) ??
      (overrides.get(imageName(image)) ?? []).flatMap(({ file, override }) => madeFrom(image, override, file));
    known.set(image, made);
    return made;
  };
}

function madeFrom(image: string, override: ImageOverride, file: SourceFile): readonly PlacedImage[] {
  const { newName, newTag, digest } = override;
  const at = newTag ?? digest ?? newName;
  if (!at) return [];
  const name = newName?.value ?? imageName(image);
  const version = newTag ? `:${newTag.value}` : image.slice(imageName(image).length);
  return [placedImage(file, `${name}${digest ? `@${digest.value}` : version}`, at)];
}

/** An image as a file writes it, or a part of it. */
export function placedImage(file: SourceFile, image: string, { at }: Located<string>): PlacedImage {
  const range = placeOf(at);
  const owner = file.ownerOf?.(at) ?? file;
  const written = owner.text.slice(range.start, range.end);
  return { image, at: { uri: owner.uri, range }, written, version: imageVersion(image) };
}
