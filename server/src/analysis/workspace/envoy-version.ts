import { imageRepository, imageTag, isOfficialEnvoyImage } from './envoy-container.ts';

/** Reads a version as a person writes it: `1.34`, `v1.34` or `1.34.1`, answered without the `v`. Undefined for all else. */
export const envoyVersion = (written: string): string | undefined =>
  /^v?((?:0|[1-9]\d{0,3})(?:\.(?:0|[1-9]\d{0,3})){1,2})$/.exec(written)?.[1];

/** What the image of a container tells of the Envoy in it. */
export interface ImageVersion {
  /** Undefined where the tag does not tell: `latest`, `dev`, a digest, a placeholder, a build of one's own. */
  readonly version: string | undefined;
  /** The extensions of contrib are in it, or may be, since the image is not one of Envoy's own. */
  readonly contrib: boolean;
}

/** The tags of Envoy's own images are `v1.34-latest`, `v1.34.1` and these behind `contrib-`, `distroless-`, `tools-` and the like. */
export function imageVersion(image: string): ImageVersion {
  const tag = imageTag(image) ?? '';
  if (isOfficialEnvoyImage(image)) {
    const version = /^(?:[a-z]+-)*v(\d+\.\d+(?:\.\d+)?)(?:-[a-z]+)*$/.exec(tag)?.[1];
    return { version: version && envoyVersion(version), contrib: /contrib/.test(`${imageRepository(image)} ${tag}`) };
  }
  // Mirrors keep Envoy's versions; of other images the tag may count anything. Envoy's API v3 came with 1.13.
  const mirrored = /(^|\/)envoy$/.test(imageRepository(image));
  const version = /^(?:[a-z]+-)*v?(1\.[1-9]\d(?:\.\d+)?)(?:-[\w.-]+)?$/.exec(tag)?.[1];
  return { version: mirrored ? version && envoyVersion(version) : undefined, contrib: true };
}

/** Orders versions from old to new. Without a patch number a version stands for its last patch release. */
export function compareVersions(a: string, b: string): number {
  if (a === b) return 0;
  const [majorA = 0, minorA = 0, patchA = Number.MAX_SAFE_INTEGER] = a.split('.').map(Number);
  const [majorB = 0, minorB = 0, patchB = Number.MAX_SAFE_INTEGER] = b.split('.').map(Number);
  return majorA - majorB || minorA - minorB || patchA - patchB;
}
