import { versions } from '../../../../schemas/envoy/versions.js';

/**
 * The minor versions of Envoy that the facts tell of, as in `1.37`, newest first: from the oldest to the newest that was read,
 * those between them included, of which the facts may say less.
 */
export function envoyReleases(): readonly string[] {
  const minors = versions().api.map((version) => Number(version.split('.')[1]));
  const oldest = Math.min(...minors);
  return Array.from({ length: Math.max(...minors) - oldest + 1 }, (_, i) => `1.${oldest + i}`).reverse();
}

/**
 * The release of a minor version whose binary was read, such as `1.36.4`. Otherwise its first release, whose API was
 * read.
 */
export function readRelease(minor: string): string {
  const read = versions().source.binaries.find(({ version }) => version.startsWith(`${minor}.`));
  return read?.version ?? `${minor}.0`;
}
