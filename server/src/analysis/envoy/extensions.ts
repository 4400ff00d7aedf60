import type { YamlMap, YamlNode } from '../yaml/syntax/yaml-node.ts';
import { entryOf } from '../yaml/syntax/yaml-path.ts';
import { field, fieldEntry, fieldItems } from './envoy-field.ts';
import { envoyString } from './envoy-scalar.ts';

/** The extensions that a map holds in its fields known for that: maps with a name. */
export function extensionsOf({ entries }: YamlMap): YamlMap[] {
  const found: YamlMap[] = [];
  const add = (item: YamlNode) => {
    if (item.kind === 'map' && fieldEntry(item, 'name')) found.push(item);
  };
  for (const { key, value } of entries)
    if (extensionFields.has(key.text)) fieldItems(value).forEach(add);
    else if (key.text === 'tracing') fieldItems(field(value, 'http')).forEach(add);
  return found;
}

/**
 * Goes to every map below a node whose keys are fields of the API, in file order; free-form content is left out.
 * @param enter may leave out what is below a node
 */
export function visitApiMaps(
  node: YamlNode | undefined,
  visit: (map: YamlMap) => void,
  enter: (node: YamlNode, into: () => void) => void = (_, into) => into(),
): void {
  if (!node || node.kind === 'scalar') return;
  enter(node, () => {
    if (node.kind === 'seq') for (const item of node.items) visitApiMaps(item, visit, enter);
    else visitMap(node, visit, enter);
  });
}

function visitMap(
  node: YamlMap,
  visit: (map: YamlMap) => void,
  enter: (node: YamlNode, into: () => void) => void,
): void {
  const type = entryOf(node, '@type')?.value;
  if (type?.kind === 'scalar' && freeTypes.test(type.text) && envoyString(type)) return;
  visit(node);
  for (const { key, value } of node.entries)
    if (value && value.kind !== 'scalar' && !isFree(key.text)) visitApiMaps(value, visit, enter);
}

/**
 * Fields with extensions, each with a name and a `typed_config`, that have no field `config` in v3. Others have one
 * (`dubbo_filters`, WasmService), so the fields are listed.
 */
const extensionFields = new Set([
  'access_log',
  'accessLog',
  'cluster_type',
  'clusterType',
  'custom_health_check',
  'customHealthCheck',
  'filters',
  'http_filters',
  'httpFilters',
  'listener_filters',
  'listenerFilters',
  'resource_monitors',
  'resourceMonitors',
  'stats_sinks',
  'statsSinks',
  'transport_socket',
  'transportSocket',
]);

const freeTypes = /\.(TypedStruct|Struct|Value)$/;

/** Fields with arbitrary content, whose keys are not fields of the API. */
const freeFields = /^(typed_?)?filter_?metadata$|^static_?layer$|^metadata$/i;

const isFree = (key: string): boolean => key.length >= 8 && key.length <= 21 && freeFields.test(key);
