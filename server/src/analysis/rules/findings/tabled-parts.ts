import { type ObjectPart, partAt, partsIn } from '../../kubernetes/object-part.ts';
import type { KubernetesObject } from '../../kubernetes/object-parts.ts';

/** A field of an object, or an item of a list in it, with what a table says of it. */
export interface TabledPart<T> {
  readonly part: ObjectPart;
  readonly entry: T;
}

/** Of an object the fields that a table names as `Type.field`. Of a list its items. */
export function tabledParts<T>(object: KubernetesObject, table: Readonly<Record<string, T>>): readonly TabledPart<T>[] {
  return Object.entries(table).flatMap(([path, entry]) => {
    const [type = '', field = ''] = path.split('.');
    return object
      .partsOf(type)
      .map((holder) => partAt(holder, field))
      .flatMap((part) => (Array.isArray(part.value) ? partsIn(part) : [part]))
      .map((part) => ({ part, entry }));
  });
}
