import { jsonName } from '../schema/envoy-facts.ts';
import type { YamlMap, YamlNode } from '../yaml/syntax/yaml-node.ts';
import { field, fieldEntry, fieldItems } from './envoy-field.ts';
import { anyType } from './typed/any-type.ts';

/** An extension: a map with a name, and the category of its place. */
export interface ExtensionPlace {
  readonly map: YamlMap;
  readonly category: string;
}

/** The extensions that a map holds in its fields known for that. */
export function extensionsOf(holder: YamlMap): ExtensionPlace[] {
  const found: ExtensionPlace[] = [];
  const add = (category: string) => (item: YamlNode) => {
    if (item.kind === 'map' && fieldEntry(item, 'name')) found.push({ map: item, category });
  };
  for (const { key, value } of holder.entries) {
    const category = categoryOfField(key.text, holder);
    if (category !== undefined) fieldItems(value).forEach(add(category));
    else if (key.text === 'tracing') fieldItems(field(value, 'http')).forEach(add('envoy.tracers'));
  }
  return found;
}

/** The category of the extensions in a field of a map. Undefined if it is not a field that is known for extensions. */
export function categoryOfField(key: string, holder: YamlMap): string | undefined {
  const category = extensionFields.get(key);
  // The chains of a listener have filters, and clusters have none.
  return category === UPSTREAM && fieldEntry(holder, 'filters') ? 'envoy.transport_sockets.downstream' : category;
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
  if (freeTypes.test(anyType(node) ?? '')) return;
  visit(node);
  for (const { key, value } of node.entries)
    if (value && value.kind !== 'scalar' && !isFree(key.text)) visitApiMaps(value, visit, enter);
}

const UPSTREAM = 'envoy.transport_sockets.upstream';

/**
 * Fields with extensions, each with a name and a `typed_config`, that have no field `config` in v3. Others have one
 * (`dubbo_filters`, WasmService), so the fields are listed.
 */
const extensionFields: ReadonlyMap<string, string> = new Map(
  Object.entries({
    access_log: 'envoy.access_loggers',
    cluster_type: 'envoy.clusters',
    custom_health_check: 'envoy.health_checkers',
    filters: 'envoy.filters.network',
    http_filters: 'envoy.filters.http',
    listener_filters: 'envoy.filters.listener',
    resource_monitors: 'envoy.resource_monitors',
    retry_host_predicate: 'envoy.retry_host_predicates',
    retry_priority: 'envoy.retry_priorities',
    stats_sinks: 'envoy.stats_sinks',
    transport_socket: UPSTREAM,
  }).flatMap(([name, category]) => [name, jsonName(name)].map((key) => [key, category])),
);

const freeTypes = /\.(TypedStruct|Struct|Value)$/;

/** Fields with arbitrary content, whose keys are not fields of the API. */
const freeFields = /^(typed_?)?filter_?metadata$|^static_?layer$|^metadata$/i;

const isFree = (key: string): boolean => key.length >= 8 && key.length <= 21 && freeFields.test(key);
