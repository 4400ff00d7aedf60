import type { SetField } from './set-field.ts';
import { reportBelow, type Walk } from './walk.ts';

/**
 * Two members of a oneof, or one in both spellings. Envoy rejects the second one (semantics cases `oneof-scalar-both`,
 * `camel-snake-oneof`). For other fields in both spellings it uses one value, and merges lists and messages.
 */
export function reportConflicts(set: readonly SetField[], type: string, walk: Walk): void {
  const groups = new Map<string, SetField[]>();
  for (const one of set) {
    const group = one.found.field.x;
    if (group === undefined) continue;
    const members = groups.get(group) ?? [];
    members.push(one);
    groups.set(group, members);
  }
  for (const members of groups.values()) {
    const last = members.at(-1);
    if (members.length < 2 || !last) continue;
    reportBelow(walk, last.index, {
      code: 'oneof-conflict',
      type,
      entries: members.map(({ index }) => index),
      keys: members.map(({ entry }) => entry.key.text),
    });
  }
}
