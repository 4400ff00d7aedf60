import {
  anyList,
  anyObject,
  type KubernetesPlace,
  rootPlace,
  stepInto,
  typePlace,
} from '../schema/kubernetes-places.ts';
import { commonKinds, type FieldOfType } from '../schema/kubernetes-usage.ts';
import type { YamlMap, YamlNode } from '../yaml/syntax/yaml-node.ts';
import { asMap, valueAt, type YamlPath, type YamlStep } from '../yaml/syntax/yaml-path.ts';

/** What the API server expects at a place of a manifest. */
export interface ManifestPosition {
  readonly place: KubernetesPlace;
  /** The field that the place is the value of, an item of, or an entry in. Undefined at the root. */
  readonly field?: FieldOfType;
  /** The place is an entry in the field's map. */
  readonly inMap: boolean;
  /** Keys and indices from the root of the object, which may be an item of a List. */
  readonly path: YamlPath;
  /** The root of the object, as far as it is written. */
  readonly object: YamlMap | undefined;
}

/**
 * What the API server expects at the end of a path through a manifest. Undefined where anything may be written, as in the
 * spec of a custom resource.
 * @param map the map at the end of the path, if it exists
 */
export function manifestPosition(steps: readonly YamlStep[], map?: YamlMap): ManifestPosition | undefined {
  const object = asMap(steps[0]?.node ?? map);
  const isList = /List$/.test(textAt(object, 'kind') ?? '');
  if (isList && steps[0]?.entry?.key.text === 'items' && steps.length > 1) return manifestPosition(steps.slice(2), map);
  let place: KubernetesPlace | undefined = isList ? anyList() : objectPlace(object);
  let field: FieldOfType | undefined;
  let inMap = false;
  const path: (string | number)[] = [];
  for (const { entry, index } of steps) {
    const step = entry ? entry.key.text : (index ?? 0);
    if (place.type && entry) field = { type: place.typeName, name: entry.key.text };
    inMap = place.expression.startsWith('map:');
    path.push(step);
    place = isTemplate(place, path, entry?.value) ? typePlace('PodTemplateSpec') : stepInto(place, step);
    if (!place) return undefined;
  }
  return { place, path, object, inMap, ...(field && { field }) };
}

function objectPlace(object: YamlMap | undefined): KubernetesPlace {
  const kind = textAt(object, 'kind');
  if (!kind) return anyObject();
  const apiVersion = textAt(object, 'apiVersion') || commonKinds().find((one) => one.kind === kind)?.apiVersion;
  return rootPlace(apiVersion ?? '', kind) ?? anyObject();
}

/** A custom resource that makes pods, such as a rollout, has their template in the place where a Deployment has it. */
const isTemplate = (place: KubernetesPlace, path: YamlPath, value: YamlNode | undefined): boolean =>
  place.expression === 'any' && path.join('.') === 'spec.template' && asMap(valueAt(value, 'spec')) !== undefined;

export function textAt(node: YamlNode | undefined, key: string): string | undefined {
  const value = valueAt(node, key);
  return value?.kind === 'scalar' ? value.text : undefined;
}
