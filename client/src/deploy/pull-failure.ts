import type { ImageCause } from './not-ready-causes.ts';

/**
 * What the message of a failed pull means. The texts are those of containerd and of the registries that it asks; Docker Hub does not
 * distinguish an image that is absent from one that may not be read.
 */
export function pullFailure(message: string): ImageCause['why'] {
  if (/no match for platform|no matching manifest for|exec format error/i.test(message)) return 'architecture';
  if (/\b40[13]\b|unauthorized|forbidden|denied|authorization failed|authentication required/i.test(message))
    return 'not-authorized';
  if (/not found|manifest unknown|name unknown|\b404\b/i.test(message)) return 'not-found';
  return 'other';
}
