import { type FilterList, filterListsOf, type ListedFilter } from '../../envoy/filter-lists.ts';
import { isTerminal, routerType } from '../../envoy/terminal-filters.ts';
import { isWhole } from '../../workspace/envoy-source.ts';
import { placeOf } from '../../yaml/yaml-path.ts';
import { itemMove } from '../item-move.ts';
import { itemRemoval } from '../item-removal.ts';
import { message } from '../message.ts';
import { rule, type PlacedSource } from '../rule.ts';

export const terminalFilterNotLast = rule({
  code: 'envoy/terminal-filter-not-last',
  subject: 'envoy',
  severity: 'error',
  summary: 'A filter that ends its chain is not the last, or the last one does not end it.',
  why: 'A filter such as `tcp_proxy` or `http_connection_manager` takes the connection: Envoy refuses filters behind it ("terminal filter … must be the last filter in a network filter chain"), and chains that end with a filter that passes data on. Which filters end a chain was asked of Envoy 1.40; about others the rule is silent. For HTTP filters see `envoy/router-missing` and `envoy/router-not-last`.',
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
            #       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ error envoy/terminal-filter-not-last: The filter "envoy.filters.network.tcp_proxy" ends the chain: Envoy refuses filters behind it.
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
    if (!isWhole(file, source)) return;
    for (const list of filterListsOf(source.config)) {
      const last = list.filters.at(-1);
      const early = list.filters.find((filter) => filter !== last && isTerminal(list, filter) === true);
      const wrong = early ?? (list.kind === 'network' ? last : undefined);
      // The router has a rule of its own.
      if (!last || !wrong || (list.kind !== 'network' && wrong.type === routerType)) continue;
      if (!early && isTerminal(list, last) !== false) continue;
      report({
        at: { uri: file.uri, range: placeOf(wrong.name?.at ?? wrong.node) },
        message: early
          ? message('The filter "{0}" ends the chain: Envoy refuses filters behind it.', shown(wrong))
          : message(
              'The filter "{0}" passes data on and cannot be the last: Envoy wants one behind it that takes the connection, such as tcp_proxy.',
              shown(wrong),
            ),
        fixes: () => (early ? fixes({ file, source }, list, early) : []),
      });
    }
  },
});

const shown = ({ name, type }: ListedFilter): string => name?.value || type?.split('.').at(-1) || '';

/** Two filters that end the chain cannot both be last. */
function fixes(subject: PlacedSource, list: FilterList, early: ListedFilter) {
  const { entry, filters } = list;
  return filters.some((filter) => filter !== early && isTerminal(list, filter) === true)
    ? itemRemoval(subject, entry?.value, early.node, message('Remove this filter'))
    : itemMove(subject, entry?.value, early.node, message('Move this filter to the end'));
}
