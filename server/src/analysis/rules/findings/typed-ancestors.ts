import { fieldOf, messageOf, typeOfUrl } from '../../schema/envoy-facts.ts';
import { isMapField, valueType } from '../../schema/envoy-slots.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import type { EnvoySource } from '../../workspace/envoy-source.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { entryOf } from '../../yaml/syntax/yaml-path.ts';

/** A map in a config with its message. */
export interface TypedMap {
  readonly map: YamlMap;
  readonly type: string;
}

/**
 * The messages from the root of a config to the map at the end of a path. Empty if the path contains something without
 * a type.
 */
export function typedAncestors(source: EnvoySource, path: readonly number[]): readonly TypedMap[] {
  let node: YamlNode | undefined = source.config.root;
  let { type } = source;
  const ancestors: TypedMap[] = [{ map: source.config.root, type }];
  let inMapField = false;
  for (const index of path.slice(0, -1)) {
    if (node?.kind === 'seq') node = node.items[index];
    else if (node?.kind === 'map') {
      const entry: YamlEntry | undefined = node.entries[index];
      const here = ancestors.at(-1);
      if (!entry || !here) return [];
      if (!inMapField) {
        const field = fieldOf(here.type, entry.key.text)?.field;
        if (!field) return [];
        type = valueType(field);
        inMapField = isMapField(field);
      } else inMapField = false;
      node = entry.value;
    }
    const next = inMapField ? undefined : typed(node, type);
    if (next) ancestors.push(next);
  }
  return ancestors;
}

/** The message of a map in a field of that type. The `@type` determines the message in an `Any`. */
export function typed(node: YamlNode | undefined, type: string): TypedMap | undefined {
  if (node?.kind !== 'map' || node.aliasRange) return undefined;
  if (type !== 'google.protobuf.Any') return messageOf(type) ? { map: node, type } : undefined;
  const url = envoyString(entryOf(node, '@type')?.value)?.value;
  const named = url === undefined ? undefined : typeOfUrl(url);
  return named?.kind === 'message' ? { map: node, type: named.name } : undefined;
}
