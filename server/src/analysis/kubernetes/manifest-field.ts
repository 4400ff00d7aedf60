import { isFilledIn } from '../yaml/edit/placeholder.ts';
import type { Located, YamlMap, YamlNode, YamlScalar } from '../yaml/syntax/yaml-node.ts';
import { itemsOf, valueAt } from '../yaml/syntax/yaml-path.ts';
import type { Labels, PortReference } from './manifest.ts';
import { resolveManifestScalar } from './manifest-scalar.ts';

/** A string field. Undefined if it is not a scalar or contains a placeholder. */
export function manifestString(node: YamlNode | undefined): Located<string> | undefined {
  return node?.kind === 'scalar' && !isFilledIn(node.text) ? { value: node.text, at: node } : undefined;
}

/** An integer field as the API server's YAML reader sees it (a float without fraction counts); undefined for anything else. */
export function manifestInt(node: YamlNode | undefined): Located<number> | undefined {
  if (node?.kind !== 'scalar') return undefined;
  const scalar = resolveManifestScalar(node);
  const isNumber = scalar.kind === 'int' || scalar.kind === 'float';
  return isNumber && Number.isSafeInteger(scalar.value) ? { value: scalar.value, at: node } : undefined;
}

/** A port by number or name, as `targetPort` and probes take it; a quoted number is a name that cannot exist, so it counts as a number. */
export function portReference(node: YamlNode | undefined): PortReference | undefined {
  const port = manifestInt(node);
  if (port) return { kind: 'number', port };
  const name = manifestString(node);
  return name && /[a-z]/i.test(name.value) ? { kind: 'name', name } : undefined;
}

export function manifestTrue(node: YamlNode | undefined): boolean {
  const scalar = node?.kind === 'scalar' ? resolveManifestScalar(node) : undefined;
  return scalar?.kind === 'bool' && scalar.value;
}

export function manifestLabels(node: YamlNode | undefined): Labels {
  const labels = new Map<string, Located<string>>();
  if (node?.kind !== 'map') return labels;
  for (const entry of node.entries)
    if (entry.value?.kind === 'scalar') labels.set(entry.key.text, { value: entry.value.text, at: entry.value });
  return labels;
}

export const mapsIn = (node: YamlNode | undefined): YamlMap[] =>
  itemsOf(node).filter((item): item is YamlMap => item.kind === 'map');
export const scalarsIn = (node: YamlNode | undefined): YamlScalar[] =>
  itemsOf(node).filter((item): item is YamlScalar => item.kind === 'scalar');

/** `{ key: value }` when the value is there, so that optional members stay absent. */
export const member = <K extends string, T>(key: K, value: T | undefined): { [P in K]?: T } =>
  value === undefined ? {} : ({ [key]: value } as { [P in K]: T });

/** A string member of a map. */
export const stringAt = (node: YamlNode | undefined, key: string): Located<string> | undefined =>
  manifestString(valueAt(node, key));
