import { fieldEntry } from '../../envoy/envoy-field.ts';
import { type FilterList, filterListsOf } from '../../envoy/filter-lists.ts';
import { hasElision } from '../../envoy/has-elision.ts';
import { isTerminal, routerType } from '../../envoy/terminal-filters.ts';
import { insertEntry, insertItem, replaceValue } from '../../yaml/edit/yaml-edit.ts';
import type { TextEdit } from '../../text/text-range.ts';
import { placeOf, walk } from '../../yaml/syntax/yaml-path.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, rule, type PlacedSource } from '../rule.ts';

export const routerMissing = rule({
  code: 'envoy/router-missing',
  subject: 'envoy',
  severity: 'error',
  needsWhole: true,
  summary: 'The last HTTP filter is not the router.',
  why: 'The router forwards the request, so it must be the last filter. A list must not end with a filter that passes requests on ("non-terminal filter … is the last filter"). Envoy accepts an empty list, but then no request is served, which is a warning. The rule is silent for filters that are not in Envoy’s release image and for discovered filters.',
  examples: [
    {
      before: `#- /envoy.yaml
static_resources:
  listeners:
    - name: web
      address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }
      filter_chains:
        - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: web
                route_config: { virtual_hosts: [] }
                http_filters:
              # ^^^^^^^^^^^^ error envoy/router-missing: The last HTTP filter is not the router. No filter forwards the requests.
                  - name: envoy.filters.http.cors
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors
`,
      after: `#- /envoy.yaml
static_resources:
  listeners:
    - name: web
      address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }
      filter_chains:
        - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: web
                route_config: { virtual_hosts: [] }
                http_filters:
                  - name: envoy.filters.http.cors
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors
                  - name: envoy.filters.http.router
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
`,
    },
  ],
  check({ file, source }, report) {
    for (const list of filterListsOf(source.config)) {
      if (list.kind === 'network') continue;
      const place = list.entry?.key ?? list.within?.name?.at;
      const empty = isEmpty(list);
      if (!place || !(empty ? list.kind === 'http' : lacksRouter(list)) || hasElision(list.owner)) continue;
      report({
        at: { uri: file.uri, range: placeOf(place) },
        ...(empty ? { severity: 'warning' as const } : {}),
        message: empty
          ? message('No HTTP filters are set. Requests are not served without the router filter.')
          : message('The last HTTP filter is not the router. No filter forwards the requests.'),
        fixes: () => fixes({ file, source }, list),
      });
    }
  },
});

/** The schema check reports a value that is not a list, and a placeholder may stand for a whole list. */
const isEmpty = (list: FilterList): boolean => {
  const { entry } = list;
  return entry ? !entry.value || (entry.value.kind === 'seq' && entry.value.items.length === 0) : !isMisplaced(list);
};

/** If the list exists under a misspelled name or in the wrong place, only that mistake is reported. */
const isMisplaced = ({ owner, within }: FilterList): boolean =>
  owner.entries.some(({ key }) => didYouMean(key.text, ['http_filters']).length > 0) ||
  [...walk(within?.node ?? owner)].some((node) => fieldEntry(node, 'http_filters'));

/** If there is an earlier terminal filter, it should be moved instead. A filter without a type may be the router. */
function lacksRouter(list: FilterList): boolean {
  const last = list.filters.at(-1);
  if (!last || isTerminal(list, last) !== false) return false;
  return list.filters.every((filter) => filter.type !== undefined && isTerminal(list, filter) !== true);
}

function fixes({ file, source }: PlacedSource, list: FilterList): Fix[] {
  const edit = source.editable ? insertion(file.text, list) : undefined;
  return edit ? [{ title: message('Add the router'), preferred: true, safe: false, edits: [editsIn(file, edit)] }] : [];
}

function insertion(text: string, { owner, entry }: FilterList): TextEdit | undefined {
  if (!entry) return owner.aliasRange ? undefined : insertEntry(text, owner, 'http_filters', [router]);
  const { value } = entry;
  if (value?.aliasRange) return undefined;
  if (value?.kind === 'seq' && value.items.length > 0) return insertItem(text, value, router);
  return !value || value.kind === 'seq' ? replaceValue(text, owner, entry, [router]) : undefined;
}

const router = {
  name: 'envoy.filters.http.router',
  typed_config: { '@type': `type.googleapis.com/${routerType}` },
};
