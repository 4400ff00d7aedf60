import { type KubernetesPlace, rootPlace, stepInto } from '../schema/kubernetes-places.ts';
import { addTo } from '../text/grouped.ts';
import { isMap, type ObjectPart, partAt } from './object-part.ts';

/** The maps in an object that the server validates, by the name of their type, such as `Container` or `LabelSelector`, in their order. */
export function typedParts(
  apiVersion: string,
  kind: string,
  root: ObjectPart,
): ReadonlyMap<string, readonly ObjectPart[]> {
  const found = new Map<string, ObjectPart[]>();
  const collect = (place: KubernetesPlace, part: ObjectPart): void => {
    const { value } = part;
    if (typeof value !== 'object' || value === null) return;
    if (place.type && isMap(part)) addTo(found, place.typeName, part);
    for (const step of Array.isArray(value) ? value.keys() : Object.keys(value)) {
      const next = stepInto(place, step);
      if (next && !next.notValidated) collect(next, partAt(part, step));
    }
  };
  const place = rootPlace(apiVersion, kind);
  if (place) collect(place, root);
  return found;
}
