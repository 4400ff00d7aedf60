import type { Slot } from '../../schema/envoy-slots.ts';
import type { YamlNode } from '../../yaml/yaml-node.ts';
import type { Walk } from './walk.ts';

/** Visits a value or item, unless it is a block whose findings are known. @param place what decides, with the slot, how it is read */
export function visitOnce(
  node: YamlNode,
  kind: 'field' | 'item',
  place: { readonly type: string; readonly name: string },
  slot: Slot | undefined,
  walk: Walk,
  visit: () => void,
): void {
  const { memory, findings, path } = walk;
  // A scalar is read as fast as it is looked up.
  const origin = node.kind === 'scalar' ? undefined : memory?.origins.get(node);
  if (!memory || !origin) {
    visit();
    return;
  }
  const as = `${kind} ${place.type}.${place.name} ${slot ? [...slot.categories, '|', ...slot.types, slot.any, slot.late].join() : ''}`;
  const known = memory.earlier.get(origin);
  if (known?.as === as) {
    memory.now.set(origin, known);
    for (const finding of known.findings) findings.push({ ...finding, path: [...path, ...finding.path] });
    return;
  }
  const before = findings.length;
  visit();
  const own = findings.slice(before).map((finding) => ({ ...finding, path: finding.path.slice(path.length) }));
  memory.now.set(origin, { as, findings: own });
}
