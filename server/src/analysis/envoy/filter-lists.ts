import type { Located, YamlEntry, YamlMap, YamlNode } from '../yaml/yaml-node.ts';
import { asMap } from '../yaml/yaml-path.ts';
import type { EnvoyConfig } from './envoy-config.ts';
import { field, fieldEntry, fieldItems } from './envoy-field.ts';
import { envoyString } from './envoy-scalar.ts';
import { loadedListeners } from './loaded-listeners.ts';

/** A list of filters that Envoy runs one after the other: of a filter chain, of a HttpConnectionManager or of one of its upgrades. */
export interface FilterList {
  readonly kind: 'network' | 'http' | 'upgrade';
  /** The message that holds the list: a filter chain, a HttpConnectionManager, an upgrade config. */
  readonly owner: YamlMap;
  /** The network filter around an HTTP list. */
  readonly within?: ListedFilter;
  /** Absent where nothing is written. */
  readonly entry?: YamlEntry;
  readonly filters: readonly ListedFilter[];
}

export interface ListedFilter {
  readonly node: YamlNode;
  readonly name?: Located<string>;
  /** Full name of the config's message, without the host in front; absent where it is unknown. */
  readonly type?: string;
  readonly config?: YamlMap;
}

const connectionManager = 'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager';

/** The filter lists of all listeners that Envoy loads, in file order. */
export const filterListsOf = (config: EnvoyConfig): readonly FilterList[] =>
  loadedListeners(config)
    .flatMap(({ filterChains }) => filterChains)
    .flatMap(({ node }) => {
      const chain = listAt('network', node, 'filters');
      return [chain, ...chain.filters.flatMap(listsWithin)];
    });

/** The HTTP connection managers of all listeners that Envoy loads. */
export const connectionManagersOf = (config: EnvoyConfig): readonly YamlMap[] =>
  filterListsOf(config).flatMap(({ kind, owner }) => (kind === 'http' ? [owner] : []));

function listsWithin(filter: ListedFilter): FilterList[] {
  const { config, type } = filter;
  if (!config || type !== connectionManager) return [];
  const upgrades = fieldItems(field(config, 'upgrade_configs')).flatMap((upgrade) => {
    const own = asMap(upgrade);
    return own ? [listAt('upgrade', own, 'filters', filter)] : [];
  });
  return [listAt('http', config, 'http_filters', filter), ...upgrades];
}

function listAt(kind: FilterList['kind'], owner: YamlMap, name: string, within?: ListedFilter): FilterList {
  const entry = fieldEntry(owner, name);
  return {
    kind,
    owner,
    ...(within && { within }),
    ...(entry && { entry }),
    filters: fieldItems(entry?.value).map(lowerListedFilter),
  };
}

function lowerListedFilter(node: YamlNode): ListedFilter {
  const name = envoyString(field(node, 'name'));
  const written = asMap(field(node, 'typed_config'));
  const typed = messageName(field(written, '@type'));
  // A TypedStruct stands for the message that it names; Envoy converts it.
  const wrapped = typed?.endsWith('.v3.TypedStruct') || typed?.endsWith('.v1.TypedStruct');
  const type = wrapped ? messageName(field(written, 'type_url')) : typed;
  const config = wrapped ? asMap(field(written, 'value')) : written;
  return { node, ...(name && { name }), ...(type && { type }), ...(config && { config }) };
}

const messageName = (node: YamlNode | undefined): string | undefined => envoyString(node)?.value.split('/').at(-1);
