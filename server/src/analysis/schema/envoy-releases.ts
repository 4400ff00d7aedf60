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
