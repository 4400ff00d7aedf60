import { constraints } from '../../../../schemas/kubernetes/constraints.ts';
import generatedFacts from '../../../../schemas/kubernetes/facts.json' with { type: 'json' };
import type { KubernetesFacts, KubernetesField, KubernetesType } from './kubernetes-facts.ts';

export const kubernetesFacts: KubernetesFacts = generatedFacts as unknown as KubernetesFacts;

/** What the facts say about a place in a manifest. */
export interface KubernetesPlace {
  /** The type expression, as in `KubernetesField.type`. */
  readonly expression: string;
  /** Of the nearest object at or above the place, e.g. `ContainerPort`: what a message calls it. */
  readonly typeName: string;
  /** The fields, where the place holds an object of a known type. */
  readonly type?: KubernetesType;
  /** The field that leads here, unless it is a list's item or a map's value. */
  readonly field?: KubernetesField;
  /** Smallest and largest number. */
  readonly range?: readonly [number, number];
  /** The server does not look at what is below. */
  readonly notValidated?: true;
}

/** The root of a manifest; undefined for kinds and versions that the facts do not know. */
export function rootPlace(apiVersion: string, kind: string): KubernetesPlace | undefined {
  const key = `${apiVersion}/${kind}`;
  const typeName = Object.hasOwn(kubernetesFacts.kinds, key) ? kubernetesFacts.kinds[key] : undefined;
  return typeName === undefined ? undefined : placeOf(typeName, typeName);
}

/** The root of an object whose kind is not known. Objects of all kinds have metadata. */
export const anyObject = (): KubernetesPlace => typePlace('object');

/** An object of a type. */
export const typePlace = (type: string): KubernetesPlace => placeOf(type, type);

/** What all objects and lists of objects have. */
const generalTypes: Readonly<Record<string, KubernetesType>> = {
  object: {
    apiVersion: { type: 'string', required: true },
    kind: { type: 'string', required: true },
    metadata: { type: 'ObjectMeta', required: true },
    spec: { type: 'any' },
  },
  list: {
    apiVersion: { type: 'string', required: true },
    kind: { type: 'string', required: true },
    items: { type: '[]object', required: true },
  },
};

/** Whether objects of some kind have a field of that name. */
export const isRootField = (name: string): boolean =>
  [...Object.values(kubernetesFacts.kinds), 'object', 'list'].some((type) =>
    Object.hasOwn(kubernetesFacts.types[type] ?? generalTypes[type] ?? {}, name),
  );

/** The root of a List. */
export const anyList = (): KubernetesPlace => typePlace('list');

/** One step down, by key or index. Undefined if nothing is known there. */
export function stepInto(place: KubernetesPlace, step: string | number): KubernetesPlace | undefined {
  const { expression, type, typeName } = place;
  if (expression.startsWith('[]')) return typeof step === 'number' ? placeOf(expression.slice(2), typeName) : undefined;
  if (expression.startsWith('map:')) return placeOf(expression.slice(4), typeName);
  const field = type && Object.hasOwn(type, step) ? type[step] : undefined;
  const path = `${typeName}.${step}`;
  const notValidated = constraints.notValidated.includes(path) ? { notValidated: true as const } : {};
  return field && { ...placeOf(field.type, typeName), field, ...rangeOf(path, field), ...notValidated };
}

/** The word for what a place holds, for a message: `string`, `integer`, `list`, … */
export function describePlace(place: KubernetesPlace): string {
  if (place.expression.startsWith('[]')) return 'list';
  if (place.expression.startsWith('map:') || place.type) return 'map';
  return describeExpression(place.expression);
}

/** The word for a primitive: `integer`, `boolean`. The name of a type otherwise. */
export const describeExpression = (expression: string): string => words[expression] ?? expression;

const words: Readonly<Record<string, string>> = {
  bool: 'boolean',
  int32: 'integer',
  int64: 'integer',
  'int-or-string': 'integer or string',
  time: 'string',
  bytes: 'string',
};

function placeOf(expression: string, typeName: string): KubernetesPlace {
  const types = Object.hasOwn(kubernetesFacts.types, expression) ? kubernetesFacts.types : generalTypes;
  const type = Object.hasOwn(types, expression) ? types[expression] : undefined;
  return type ? { expression, typeName: expression, type } : { expression, typeName };
}

function rangeOf(path: string, field: KubernetesField): { range?: readonly [number, number] } {
  const range = constraints.ranges[path];
  if (range) return { range };
  return field.type === 'int32' || field.type === 'int-or-string' ? { range: [-2147483648, 2147483647] } : {};
}
