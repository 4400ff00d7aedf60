import { type FilterList, filterListsOf, type ListedFilter } from '../../envoy/filter-lists.ts';
import { isTerminal, routerType } from '../../envoy/terminal-filters.ts';
import { placeOf } from '../../yaml/syntax/yaml-path.ts';
import { itemMove } from '../fixes/item-move.ts';
import { itemRemoval } from '../fixes/item-removal.ts';
import { message } from '../message.ts';
import { rule, type PlacedSource } from '../rule.ts';

export const terminalFilterNotLast = rule({
  code: 'envoy/terminal-filter-not-last',
  subject: 'envoy',
  severity: 'error',
  needsWhole: true,
  summary: 'A terminal filter is not the last in its chain, or the last filter is not terminal.',
  why: 'A terminal filter such as `tcp_proxy` or `http_connection_manager` handles the connection, so no filter may follow it ("terminal filter … must be the last filter in a network filter chain"), and a chain must not end with a filter that passes data on. Which filters are terminal was checked with Envoy 1.40. The rule is silent for other filters. For HTTP filters see `envoy/router-missing` and `envoy/router-not-last`.',
  examples: [
    {
      before: `#- /envoy.yaml
static_resources:
  listeners:
    - name: tcp
      address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }
      filter_chains:
        - filters:
            # all that comes goes to the app
            - name: envoy.filters.network.tcp_proxy
            #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error envoy/terminal-filter-not-last: Terminal filter 'envoy.filters.network.tcp_proxy' must be the last filter in the chain.
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy
                stat_prefix: tcp
                cluster: app
            - name: envoy.filters.network.connection_limit
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.connection_limit.v3.ConnectionLimit
                stat_prefix: limit
                max_connections: 100
  clusters:
    - name: app
      connect_timeout: 1s
`,
      after: `#- /envoy.yaml
static_resources:
  listeners:
    - name: tcp
      address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }
      filter_chains:
        - filters:
            - name: envoy.filters.network.connection_limit
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.connection_limit.v3.ConnectionLimit
                stat_prefix: limit
                max_connections: 100
            # all that comes goes to the app
            - name: envoy.filters.network.tcp_proxy
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy
                stat_prefix: tcp
                cluster: app
  clusters:
    - name: app
      connect_timeout: 1s
`,
    },
  ],
  check({ file, source }, report) {
    for (const list of filterListsOf(source.config)) {
      const last = list.filters.at(-1);
      const early = list.filters.find((filter) => filter !== last && isTerminal(list, filter) === true);
      const wrong = early ?? (list.kind === 'network' ? last : undefined);
      // The router has its own rule.
      if (!last || !wrong || (list.kind !== 'network' && wrong.type === routerType)) continue;
      if (!early && isTerminal(list, last) !== false) continue;
      report({
        at: { uri: file.uri, range: placeOf(wrong.name?.at ?? wrong.node) },
        message: early
          ? message("Terminal filter '{0}' must be the last filter in the chain.", shown(wrong))
          : message(
              "'{0}' is not a terminal filter and cannot be last. Add a terminal filter after it, such as tcp_proxy.",
              shown(wrong),
            ),
        fixes: () => (early ? fixes({ file, source }, list, early) : []),
      });
    }
  },
});

const shown = ({ name, type }: ListedFilter): string => name?.value || type?.split('.').at(-1) || '';

/** Two terminal filters cannot both be last. */
function fixes(subject: PlacedSource, list: FilterList, early: ListedFilter) {
  const { entry, filters } = list;
  return filters.some((filter) => filter !== early && isTerminal(list, filter) === true)
    ? itemRemoval(subject, entry?.value, early.node, message('Remove this filter'))
    : itemMove(subject, entry?.value, early.node, message('Move this filter to the end'));
}
