import { field, fieldEntry } from '../../../envoy/envoy-field.ts';
import { isUnset } from '../../../envoy/validate/loaded-scalar.ts';
import type { TextEdit } from '../../../text/text-range.ts';
import { rewriteEntries } from '../../../yaml/edit/rewrite-entries.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../../yaml/syntax/yaml-node.ts';
import { asMap, walk } from '../../../yaml/syntax/yaml-path.ts';
import type { DeprecatedPlace, Rewrite } from './rewrite.ts';
import { anyType } from '../../../envoy/typed/any-type.ts';

const MANAGER = 'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager';

/**
 * The tracer of the bootstrap applies to every connection manager that traces and has no provider. It is moved there if
 * all connection managers are known, because no listener comes from xDS, and exactly one of them uses it.
 */
export const bootstrapTracing: Rewrite = {
  successor: 'tracing.provider',
  elsewhere: true,
  edits(place) {
    const { map, entry } = place;
    const http = fieldEntry(entry.value, 'http');
    const [manager, second] = tracingManagers(map);
    if (!manager || second || asMap(entry.value)?.entries.length !== 1 || http?.value?.kind !== 'map') return undefined;
    if ([...walk(map)].some((node) => discovered.some((name) => !isUnset(field(node, name))))) return undefined;
    return moved(place, http, manager);
  },
};

/** Sources of listeners, filter chains or filters that are not in the file. */
const discovered = ['lds_config', 'lds_resources_locator', 'fcds_config', 'config_discovery'];

interface Tracing {
  readonly manager: YamlMap;
  readonly tracing: YamlEntry;
}

/** The connection managers that trace and have no provider. */
const tracingManagers = (root: YamlMap): readonly Tracing[] =>
  [...walk(root)].flatMap((node: YamlNode) => {
    if (node.kind !== 'map' || anyType(node) !== MANAGER) return [];
    const tracing = fieldEntry(node, 'tracing');
    return tracing && !isUnset(tracing.value) && isUnset(field(tracing.value, 'provider'))
      ? [{ manager: node, tracing }]
      : [];
  });

function moved(
  place: DeprecatedPlace,
  http: YamlEntry,
  { manager, tracing }: Tracing,
): readonly TextEdit[] | undefined {
  const { text, map, entry, spell } = place;
  const from = asMap(entry.value);
  const into = asMap(tracing.value);
  if (!from || !into || into.aliasRange) return undefined;
  const provider = { moved: http, as: spell('provider'), from };
  if (into.entries.length > 0) return rewriteEntries(text, map, [entry], [provider], into);
  // An empty flow map is replaced with lines.
  const removed = rewriteEntries(text, map, [entry], [provider], manager)?.filter(({ newText }) => newText === '');
  const filled = rewriteEntries(text, manager, [tracing], [{ key: 'tracing', of: [provider], for: tracing }]);
  return removed && filled && [...removed, ...filled];
}
