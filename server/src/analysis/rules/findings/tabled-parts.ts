import { type ObjectPart, partAt, partsIn } from '../../kubernetes/object-part.ts';
import type { KubernetesObject } from '../../kubernetes/object-parts.ts';

/** Fields of types, with what a rule knows about each. */
export type FieldTable<T> = readonly { readonly type: string; readonly field: string; readonly entry: T }[];

/** @param fields by `Type.field` */
export const fieldTable = <T>(fields: Readonly<Record<string, T>>): FieldTable<T> =>
  Object.entries(fields).map(([path, entry]) => {
    const [type = '', field = ''] = path.split('.');
    return { type, field, entry };
  });

/** A field of an object, or an item of a list in it, with what a table says of it. */
export interface TabledPart<T> {
  readonly part: ObjectPart;
  readonly entry: T;
}

/** The fields of an object that a table names. Of a list its items. */
export function tabledParts<T>(object: KubernetesObject, table: FieldTable<T>): readonly TabledPart<T>[] {
  const found: TabledPart<T>[] = [];
  for (const { type, field, entry } of table)
    for (const holder of object.partsOf(type)) {
      const part = partAt(holder, field);
      if (Array.isArray(part.value)) found.push(...partsIn(part).map((item) => ({ part: item, entry })));
      else found.push({ part, entry });
    }
  return found;
}
