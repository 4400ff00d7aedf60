import { withoutTrailing } from '../text/trailing.ts';

/**
 * A name as a DNS label, which the name of a Service must be: no dots, at most 63 characters, a letter first. A few characters
 * are left for a number. Empty if the name has no letter.
 */
export function dnsLabel(name: string): string {
  const label = name
    .toLowerCase()
    .replace(/[^a-z0-9-]/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 60);
  return withoutTrailing(label, '-');
}
