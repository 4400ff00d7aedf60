import type { Slot } from '../../schema/envoy-slots.ts';
import { extensionSince } from '../../schema/envoy-versions.ts';
import { report, type Walk } from './walk.ts';

/** Says so, and answers false, where the binary of the target version takes the type in none of the slot's categories. */
export function checkExtensionVersion(type: string, slot: Slot, walk: Walk): boolean {
  const { version } = walk.options;
  if (version === undefined || slot.any || slot.types.includes(type)) return true;
  const since = extensionSince(type, slot.categories, version);
  if (!since) return true;
  report(walk, { code: 'version-too-old', what: 'type', name: type, since, target: version });
  return false;
}
