import { imageName, imageRepository, imageTag } from '../../workspace/envoy-container.ts';
import type { PlacedImage } from '../../workspace/overridden-images.ts';
import { message } from '../message.ts';
import { editsIn, type Fix } from '../rule.ts';

/** Changes the tag of an image to a version, such as `1.36.4`. Only for images that are known to have a tag for each version. */
export function pinImage({ image, written, at }: PlacedImage, version: string): readonly Fix[] {
  if (!/^envoyproxy\/envoy(-dev)?$/.test(imageRepository(image)) || image.includes('@')) return [];
  const [, variant] = /^((?:[a-z]+-)*)(?:v\d[\d.]*-)?(?:latest|dev)$/.exec(imageTag(image) ?? 'latest') ?? [];
  if (variant === undefined) return [];
  const pinned = `${imageName(image).replace(/-dev$/, '')}:${variant}v${version}`;
  const changed = written.replace(image, pinned);
  if (changed === written) return [];
  return [
    {
      title: message("Change to '{0}'", pinned),
      safe: false,
      edits: [editsIn({ uri: at.uri }, { range: at.range, newText: changed })],
    },
  ];
}
