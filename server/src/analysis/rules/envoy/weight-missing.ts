import { field, fieldEntry, fieldItems, fieldPath } from '../../envoy/envoy-field.ts';
import { hasElision } from '../../envoy/has-elision.ts';
import { insertEntry } from '../../yaml/edit/yaml-edit.ts';
import type { YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { placeOf } from '../../yaml/syntax/yaml-path.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, partRule, type PlacedSource } from '../rule.ts';

export const weightMissing = partRule({
  code: 'envoy/weight-missing',
  subject: 'routeConfig',
  severity: 'error',
  needsWhole: true,
  summary: 'A cluster in the `weighted_clusters` of a route has no weight.',
  why: 'Each of these clusters requires a weight, its share of the requests ("Field \'weight\' is missing"), even if there is only one cluster. Weight 0 excludes a cluster.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ route: { cluster: app } => route: { weighted_clusters: { clusters: [{ name: app }] } }
#? error envoy/weight-missing at "name"#5: 'weight' is required. It sets the share of requests for this cluster.
`,
    },
  ],
  check({ file, routeConfig: { virtualHosts } }, report) {
    for (const { node } of virtualHosts.flatMap(({ routes }) => routes))
      for (const cluster of fieldItems(fieldPath(node, 'route', 'weighted_clusters', 'clusters'))) {
        const named = fieldEntry(cluster, 'name') ?? fieldEntry(cluster, 'cluster_header');
        if (cluster.kind !== 'map' || !named || field(cluster, 'weight') || hasElision(cluster)) continue;
        report({
          at: { uri: file.uri, range: cluster.aliasRange ?? placeOf(named.key) },
          message: message("'weight' is required. It sets the share of requests for this cluster."),
          fixes: (config) => fixes(config, cluster),
        });
      }
  },
});

function fixes({ file, source }: PlacedSource, cluster: YamlMap): Fix[] {
  if (!source.editable || cluster.aliasRange || fieldEntry(cluster, 'weight')) return [];
  return [
    {
      title: message('Add weight {0}', 1),
      safe: false,
      edits: [editsIn(file, insertEntry(file.text, cluster, 'weight', 1))],
    },
  ];
}
