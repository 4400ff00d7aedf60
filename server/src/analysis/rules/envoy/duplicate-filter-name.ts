import { field } from '../../envoy/envoy-field.ts';
import { filterListsOf, type ListedFilter } from '../../envoy/filter-lists.ts';
import { replaceScalar } from '../../yaml/yaml-edit.ts';
import { freeName } from '../free-name.ts';
import { itemRemoval } from '../item-removal.ts';
import { message } from '../message.ts';
import { editsIn, placeIn, rule } from '../rule.ts';

export const duplicateFilterName = rule({
  code: 'envoy/duplicate-filter-name',
  subject: 'envoy',
  severity: 'warning',
  summary: 'Two HTTP filters of one list have one name.',
  why: 'Envoy accepts it and runs both, but `typed_per_filter_config` finds a filter by its name: what a route sets for one of them is given to the other as well. Names are free, the `@type` says which filter it is. Network filters have no such settings, so their names may repeat.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ http_filters: => http_filters:\\n                      - { name: cors, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors } }\\n                      - { name: cors, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors } }
#? warning envoy/duplicate-filter-name at "cors"#3: Another filter of this list is named "cors" as well.
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
#~ http_filters: => http_filters:\\n                      - { name: cors, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors } }\\n                      - { name: cors-2, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors } }
`,
    },
  ],
  check({ file, source }, report) {
    for (const { kind, entry, filters } of filterListsOf(source.config)) {
      if (kind === 'network') continue;
      const firsts = new Map<string, ListedFilter>();
      for (const filter of filters) {
        const { node, name } = filter;
        const first = name && firsts.get(name.value);
        if (name && !first) firsts.set(name.value, filter);
        if (!name || !first?.name || name.value === '') continue;
        const isAlias = first.name.at.range.start === name.at.range.start;
        report({
          at: placeIn(file, isAlias ? node : name.at),
          message: message('Another filter of this list is named "{0}" as well.', name.value),
          related: [{ at: placeIn(file, first.name.at), message: message('The first one') }],
          fixes: () => {
            const other = freeName(
              name.value,
              filters.flatMap((one) => one.name?.value ?? []),
            );
            // A discovered filter's name says which one to fetch.
            const renames = !isAlias && !field(node, 'config_discovery');
            return [
              ...(renames
                ? [
                    {
                      title: message('Rename to "{0}"', other),
                      preferred: true,
                      safe: false,
                      edits: [editsIn(file, replaceScalar(file.text, name.at, other))],
                    },
                  ]
                : []),
              ...itemRemoval({ file, source }, entry?.value, node, message('Remove this filter')),
            ];
          },
        });
      }
    }
  },
});
