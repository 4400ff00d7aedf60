import type { Slot } from '../../schema/envoy-slots.ts';
import { extensionSince } from '../../schema/envoy-versions.ts';
import { report, type Walk } from './walk.ts';

/**
 * Reports a type that the binary of the target version does not support in any category of the slot, and returns false.
 */
export function checkExtensionVersion(type: string, slot: Slot, walk: Walk): boolean {
  const { version } = walk.options;
  if (version === undefined || slot.any || slot.types.includes(type)) return true;
  const since = extensionSince(type, slot.categories, version);
  if (!since) return true;
  report(walk, { code: 'version-too-old', what: 'type', name: type, since, target: version });
  return false;
}
