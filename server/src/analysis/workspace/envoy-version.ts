import { imageRepository, imageTag, isOfficialEnvoyImage } from './envoy-container.ts';

/** Parses a version: `1.34`, `v1.34` or `1.34.1`. The result has no `v`. Undefined for other texts. */
export const envoyVersion = (written: string): string | undefined =>
  /^v?((?:0|[1-9]\d{0,3})(?:\.(?:0|[1-9]\d{0,3})){1,2})$/.exec(written)?.[1];

/** The version that a text such as `v1.34-latest` contains. */
export const meantVersion = (written: string): string | undefined =>
  /(?<!\d)\d{1,3}\.\d{1,3}(\.\d{1,3})?(?!\d)/.exec(written)?.[0];

/** The Envoy version of a container's image. */
export interface ImageVersion {
  /** Undefined if the tag does not contain it: `latest`, `dev`, a digest, a placeholder, a custom build. */
  readonly version: string | undefined;
  /** The extensions of contrib are in it, or may be, since the image is not one of Envoy's own. */
  readonly contrib: boolean;
}

/**
 * The tags of Envoy's images are `v1.34-latest`, `v1.34.1` and these with prefixes such as `contrib-`, `distroless-`,
 * `tools-`.
 */
export function imageVersion(image: string): ImageVersion {
  const tag = imageTag(image) ?? '';
  if (isOfficialEnvoyImage(image)) {
    const version = /^(?:[a-z]+-)*v(\d+\.\d+(?:\.\d+)?)(?:-[a-z]+)*$/.exec(tag)?.[1];
    return { version: version && envoyVersion(version), contrib: /contrib/.test(`${imageRepository(image)} ${tag}`) };
  }
  // Mirrors keep Envoy's versions. The tags of other images may have another meaning. Envoy's API v3 was introduced in
  // 1.13.
  const mirrored = /(^|\/)envoy$/.test(imageRepository(image));
  const version = /^(?:[a-z]+-)*v?(1\.[1-9]\d(?:\.\d+)?)(?:-[\w.-]+)?$/.exec(tag)?.[1];
  return { version: mirrored ? version && envoyVersion(version) : undefined, contrib: true };
}

/** Orders versions from old to new. A version without a patch number is its last patch release. */
export function compareVersions(a: string, b: string): number {
  if (a === b) return 0;
  const [majorA = 0, minorA = 0, patchA = Number.MAX_SAFE_INTEGER] = a.split('.').map(Number);
  const [majorB = 0, minorB = 0, patchB = Number.MAX_SAFE_INTEGER] = b.split('.').map(Number);
  return majorA - majorB || minorA - minorB || patchA - patchB;
}
