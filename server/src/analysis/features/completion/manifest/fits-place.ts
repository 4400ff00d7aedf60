import { resolveManifestScalar } from '../../../kubernetes/manifest-scalar.ts';
import { type KubernetesPlace, stepInto } from '../../../schema/kubernetes-places.ts';
import type { YamlNode } from '../../../yaml/syntax/yaml-node.ts';

/** How many values in a node have the wrong form for a place in a manifest, or are of fields that are unknown there. */
export function misfits(place: KubernetesPlace, node: YamlNode): number {
  const { expression, type } = place;
  if (expression === 'any' || (node.kind === 'scalar' && resolveManifestScalar(node).kind === 'null')) return 0;
  const isList = expression.startsWith('[]');
  const isMap = type !== undefined || expression.startsWith('map:');
  if (node.kind === 'scalar') return isList || isMap || !fitsScalar(expression, node) ? 1 : 0;
  if (node.kind === 'seq') return isList ? sum(node.items.map((one) => below(stepInto(place, 0), one))) : 1;
  return isMap ? sum(node.entries.map(({ key, value }) => below(stepInto(place, key.text), value))) : 1;
}

const below = (place: KubernetesPlace | undefined, node: YamlNode | undefined): number =>
  place ? (node ? misfits(place, node) : 0) : 1;

const sum = (counts: readonly number[]): number => counts.reduce((a, b) => a + b, 0);

function fitsScalar(expression: string, node: YamlNode & { readonly kind: 'scalar' }): boolean {
  const { kind } = resolveManifestScalar(node);
  if (expression === 'bool') return kind === 'bool';
  if (expression === 'int-or-string') return kind === 'int' || kind === 'string';
  if (/^u?int/.test(expression)) return kind === 'int';
  if (/float|double/.test(expression)) return kind === 'int' || kind === 'float';
  return kind === 'string' || (kind !== 'bool' && /quantity/i.test(expression));
}
