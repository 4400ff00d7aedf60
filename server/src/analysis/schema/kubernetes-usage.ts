import { constraints } from '../../../../schemas/kubernetes/constraints.ts';
import usage from '../../../../schemas/kubernetes/usage.json' with { type: 'json' };
import type { KubernetesField, KubernetesType } from './kubernetes-facts.ts';
import { allowedValues, isRequired } from './kubernetes-fields.ts';
import { kubernetesFacts } from './kubernetes-places.ts';
import { isTooNew, kindSince, valueSince } from './kubernetes-versions.ts';

/** A field of a type. */
export interface FieldOfType {
  readonly type: string;
  readonly name: string;
}

const typeOf = (name: string): KubernetesType =>
  Object.hasOwn(kubernetesFacts.types, name) ? (kubernetesFacts.types[name] ?? {}) : {};

/** Whether the API server rejects an object of the type without the field. */
export const isRequiredField = ({ type, name }: FieldOfType): boolean =>
  isRequired(`${type}.${name}`, typeOf(type)[name], constraints);

/** The values that a field or the items of its list may have in a version, the default first. Undefined if there are others. */
export function fieldValues({ type, name }: FieldOfType, version?: string): readonly string[] | undefined {
  const field = typeOf(type)[name];
  const values = field && allowedValues(`${type}.${name}`, field, constraints);
  const known = values?.filter((value) => value !== '' && !isTooNew(valueSince(`${type}.${name}`, value), version));
  return known?.sort((a, b) => rank(a, field) - rank(b, field));
}

const rank = (value: string, field: KubernetesField | undefined): number => (value === field?.default ? 0 : 1);

/** The smallest and largest number that a field may have. */
export const fieldRange = ({ type, name }: FieldOfType): readonly [number, number] | undefined =>
  constraints.ranges[`${type}.${name}`];

/** The rank of a field among those of its type, by the number of public manifests that set it. */
export function fieldCommonness({ type, name }: FieldOfType): number {
  const fields: Readonly<Record<string, string>> = usage.fields;
  const index = (Object.hasOwn(fields, type) ? (fields[type] ?? '') : '').split(' ').indexOf(name);
  return index < 0 ? UNUSED : index;
}

/** Larger than the number of fields that a type has. */
const UNUSED = 1000;

/** A kind with the version in which the API server serves it. */
export interface ServedKind {
  readonly apiVersion: string;
  readonly kind: string;
}

/** The kinds of the API server, those first that most public manifests are of. No version stands for the newest one. */
export const commonKinds = (version?: string): readonly ServedKind[] =>
  [...new Set([...usage.kinds, ...Object.keys(kubernetesFacts.newKinds)])]
    .map((written) => {
      const at = written.lastIndexOf('/');
      return { apiVersion: written.slice(0, at), kind: written.slice(at + 1) };
    })
    .filter(({ apiVersion, kind }) => !isTooNew(kindSince(apiVersion, kind), version));
