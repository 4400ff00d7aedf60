import { hasPlaceholder } from '../yaml/edit/placeholder.ts';
import type { ManifestValue } from './manifest-value.ts';

/** A value in a manifest with the path that leads to it; the value is undefined where nothing is written. */
export interface ObjectPart {
  readonly value: ManifestValue | undefined;
  readonly path: readonly (string | number)[];
}

/** What stands below a part. */
export function partAt(part: ObjectPart, ...steps: readonly (string | number)[]): ObjectPart {
  let { value } = part;
  for (const step of steps) value = childOf(value, step);
  return { value, path: [...part.path, ...steps] };
}

function childOf(value: ManifestValue | undefined, step: string | number): ManifestValue | undefined {
  if (Array.isArray(value)) return (value as readonly ManifestValue[])[Number(step)];
  if (!isObject(value) || typeof step !== 'string' || !Object.hasOwn(value, step)) return undefined;
  return value[step];
}

const isObject = (value: ManifestValue | undefined): value is { readonly [key: string]: ManifestValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The items of a list. */
export const partsIn = (part: ObjectPart): readonly ObjectPart[] =>
  Array.isArray(part.value) ? part.value.map((_, index) => partAt(part, index)) : [];

/** The entries of a map whose keys hold no placeholder. */
export const entriesIn = (part: ObjectPart): readonly (readonly [string, ObjectPart])[] =>
  isObject(part.value)
    ? Object.keys(part.value)
        .filter((key) => !hasPlaceholder(key))
        .map((key) => [key, partAt(part, key)] as const)
    : [];

/** A string without placeholders; undefined for anything else. */
export const textOf = ({ value }: ObjectPart): string | undefined =>
  typeof value === 'string' && !hasPlaceholder(value) ? value : undefined;

/** Whole numbers only. */
export const intOf = ({ value }: ObjectPart): number | undefined =>
  typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;

/** `null` is the same as nothing. */
export const isSet = ({ value }: ObjectPart): boolean => value !== undefined && value !== null;

export const isMap = ({ value }: ObjectPart): boolean => isObject(value);

/** A map or list without content, or nothing. */
export const isEmpty = (part: ObjectPart): boolean =>
  !isSet(part) || (typeof part.value === 'object' && Object.keys(part.value ?? {}).length === 0);

/** Nothing below is filled in by somebody else: neither a key nor a value holds a placeholder. */
export function isWritten({ value }: ObjectPart): boolean {
  if (typeof value === 'string') return !hasPlaceholder(value);
  if (Array.isArray(value)) return value.every((item) => isWritten({ value: item, path: [] }));
  if (!isObject(value)) return true;
  return Object.entries(value).every(([key, child]) => !hasPlaceholder(key) && isWritten({ value: child, path: [] }));
}
