import { field } from '../../envoy/envoy-field.ts';
import { filterListsOf, type ListedFilter } from '../../envoy/filter-lists.ts';
import { replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import { freeName } from '../fixes/free-name.ts';
import { itemRemoval } from '../fixes/item-removal.ts';
import { message } from '../message.ts';
import { editsIn, placeIn, rule } from '../rule.ts';

export const duplicateFilterName = rule({
  code: 'envoy/duplicate-filter-name',
  subject: 'envoy',
  severity: 'warning',
  summary: 'Two HTTP filters in a list have the same name.',
  why: 'Envoy accepts the list and runs both filters, but `typed_per_filter_config` refers to a filter by name, so settings of a route apply to both. Names can be chosen freely because the `@type` identifies the filter. Network filters have no such settings, so their names may repeat.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ http_filters: => http_filters:\\n                      - { name: cors, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors } }\\n                      - { name: cors, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.cors.v3.Cors } }
#? warning envoy/duplicate-filter-name at "cors"#3: Duplicate filter name 'cors'. Route settings for this name apply to both filters.
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
          message: message(
            "Duplicate filter name '{0}'. Route settings for this name apply to both filters.",
            name.value,
          ),
          related: [{ at: placeIn(file, first.name.at), message: message('First declared here.') }],
          fixes: () => {
            const other = freeName(
              name.value,
              filters.flatMap((one) => one.name?.value ?? []),
            );
            // The name of a discovered filter determines which one to fetch.
            const renames = !isAlias && !field(node, 'config_discovery');
            return [
              ...(renames
                ? [
                    {
                      title: message("Rename to '{0}'", other),
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
