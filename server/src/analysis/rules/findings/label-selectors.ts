import { isSet, type ObjectPart, partAt, partsIn, textOf } from '../../kubernetes/object-part.ts';

/** Whether labels match an expression of a selector; undefined where that cannot be said. */
export function isMatch(expression: ObjectPart, labels: ObjectPart): boolean | undefined {
  const key = textOf(partAt(expression, 'key'));
  if (key === undefined) return undefined;
  const label = partAt(labels, key);
  const value = textOf(label);
  if (isSet(label) && value === undefined) return undefined;
  const values = partsIn(partAt(expression, 'values')).map(textOf);
  switch (textOf(partAt(expression, 'operator'))) {
    case 'In':
      return values.length === 0 ? undefined : values.includes(value) && value !== undefined;
    case 'NotIn':
      return values.length === 0 ? undefined : value === undefined || !values.includes(value);
    case 'Exists':
      return values.length === 0 ? value !== undefined : undefined;
    case 'DoesNotExist':
      return values.length === 0 ? value === undefined : undefined;
    default:
      return undefined;
  }
}
