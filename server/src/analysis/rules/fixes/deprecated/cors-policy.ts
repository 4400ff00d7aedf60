import { field, fieldEntry, fieldItems } from '../../../envoy/envoy-field.ts';
import { envoyString } from '../../../envoy/envoy-scalar.ts';
import { isUnset } from '../../../envoy/validate/loaded-scalar.ts';
import { rewriteEntries } from '../../../yaml/edit/rewrite-entries.ts';
import type { YamlMap, YamlNode } from '../../../yaml/syntax/yaml-node.ts';
import { asMap, walk } from '../../../yaml/syntax/yaml-path.ts';
import type { DeprecatedPlace, Rewrite } from './rewrite.ts';
import { extensionType } from '../../../envoy/typed/any-type.ts';

const TYPE = 'type.googleapis.com/envoy.extensions.filters.http.cors.v3.CorsPolicy';

/**
 * The policy of a virtual host becomes the per-route config of the CORS filter. The filter reads the old policies only
 * if there is no such config, so all policies of a virtual host must be either old or new.
 */
export const corsPolicy: Rewrite = {
  successor: 'typed_per_filter_config',
  edits(place) {
    const { text, map, entry, value, spell } = place;
    const name = corsFilterName(place);
    if (name === undefined || value.kind !== 'map' || value.entries.length === 0 || hasOtherPolicies(place, name))
      return undefined;
    const moved = { moved: entry, as: name, lead: [{ key: '@type', value: TYPE }] };
    const present = fieldEntry(map, 'typed_per_filter_config');
    if (!present) return rewriteEntries(text, map, [entry], [{ key: spell('typed_per_filter_config'), of: [moved] }]);
    const into = asMap(present.value);
    return into && !into.aliasRange && into.entries.length > 0
      ? rewriteEntries(text, map, [entry], [moved], into)
      : undefined;
  },
};

/** The name of the only CORS filter of the virtual host's connection manager. */
function corsFilterName({ parents }: DeprecatedPlace): string | undefined {
  const manager = parents.findLast((parent) => field(parent, 'http_filters') !== undefined);
  const filters = fieldItems(field(manager, 'http_filters')).filter((filter) =>
    /\.filters\.http\.cors\.v3\.Cors$/.test(extensionType(filter) ?? ''),
  );
  const name = filters.length === 1 ? envoyString(field(filters[0], 'name'))?.value : undefined;
  return name && /^[\w.-]+$/.test(name) ? name : undefined;
}

/** An old or new policy of a route, or a new one above the virtual host. */
function hasOtherPolicies({ parents, map }: DeprecatedPlace, name: string): boolean {
  const config = parents.findLast((parent) => field(parent, 'virtual_hosts') !== undefined);
  const isConfigured = (node: YamlNode): boolean =>
    asMap(field(node, 'typed_per_filter_config'))?.entries.some(({ key }) => key.text === name) === true;
  if ((config && isConfigured(config)) || isConfigured(map) || !isUnset(field(map, 'matcher'))) return true;
  return routesOf(map).some((route) => [...walk(route)].some((node) => isConfigured(node) || hasCors(node)));
}

const hasCors = (node: YamlNode): boolean => node.kind === 'map' && !isUnset(field(field(node, 'route'), 'cors'));

const routesOf = (host: YamlMap): readonly YamlNode[] => fieldItems(field(host, 'routes'));
