import type { YamlMap, YamlNode } from '../yaml/syntax/yaml-node.ts';
import { asMap } from '../yaml/syntax/yaml-path.ts';
import type { EnvoyConfig, EnvoyListener, FilterList, ListedFilter } from './envoy-config.ts';
import { field, fieldEntry, fieldItems } from './envoy-field.ts';
import { envoyString } from './envoy-scalar.ts';
import { loadedListeners } from './loaded-listeners.ts';
import { anyContent } from './typed/any-type.ts';

export type { FilterList, ListedFilter } from './envoy-config.ts';

/** The type of the HTTP connection manager. */
export const connectionManager = 'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager';

/** The filter lists of all listeners that Envoy loads, in file order. */
export const filterListsOf = ({ filterLists }: EnvoyConfig): readonly FilterList[] => filterLists;

/** Reads them, once for each config. */
export const lowerFilterLists = (listeners: readonly EnvoyListener[]): readonly FilterList[] =>
  loadedListeners({ listeners })
    .flatMap(({ filterChains }) => filterChains)
    .flatMap(({ node }) => {
      const chain = listAt('network', node, 'filters');
      return [chain, ...chain.filters.flatMap(listsWithin)];
    });

/** The HTTP connection managers among the owners of filter lists. */
export const connectionManagersOf = (lists: readonly FilterList[]): readonly YamlMap[] =>
  lists.flatMap(({ kind, owner }) => (kind === 'http' ? [owner] : []));

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
  const { type, config } = anyContent(field(node, 'typed_config'));
  return { node, ...(name && { name }), ...(type && { type }), ...(config && { config }) };
}
