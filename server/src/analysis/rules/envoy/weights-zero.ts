import { fieldEntry, field, fieldItems, fieldPath } from '../../envoy/envoy-field.ts';
import { envoyUint } from '../../envoy/envoy-scalar.ts';
import { replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import type { Located } from '../../yaml/syntax/yaml-node.ts';
import { placeOf } from '../../yaml/syntax/yaml-path.ts';
import { message } from '../message.ts';
import { editsIn, partRule } from '../rule.ts';

export const weightsZero = partRule({
  code: 'envoy/weights-zero',
  subject: 'routeConfig',
  severity: 'error',
  summary: 'All clusters in the `weighted_clusters` of a route have weight 0.',
  why: 'Envoy distributes the requests by weight, so the sum must be greater than 0 ("Sum of weights in the weighted_cluster must be greater than 0"). A single 0 excludes its cluster and is valid.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ route: { cluster: app } => route: { weighted_clusters: { clusters: [{ name: app, weight: 0 }] } }
#? error envoy/weights-zero at "weighted_clusters": The sum of the cluster weights must be greater than 0.
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
#~ route: { cluster: app } => route: { weighted_clusters: { clusters: [{ name: app, weight: 1 }] } }
`,
    },
  ],
  check({ file, routeConfig: { virtualHosts } }, report) {
    for (const { node } of virtualHosts.flatMap(({ routes }) => routes)) {
      const entry = fieldEntry(field(node, 'route'), 'weighted_clusters');
      const clusters = fieldItems(fieldPath(entry?.value, 'clusters'));
      const weights = clusters.map((cluster) => envoyUint(field(cluster, 'weight')));
      if (!entry || weights.length === 0 || !weights.every((weight) => weight?.value === 0)) continue;
      report({
        at: { uri: file.uri, range: entry.key.range },
        message: message('The sum of the cluster weights must be greater than 0.'),
        fixes: ({ file: { uri, text } }) => [
          {
            title: message('Set each weight to 1'),
            preferred: true,
            safe: false,
            edits: [
              editsIn(
                { uri },
                ...distinct(weights.filter((weight) => weight !== undefined)).map(({ at }) =>
                  replaceScalar(text, at, 1),
                ),
              ),
            ],
          },
        ],
      });
    }
  },
});

/** An alias may repeat a weight, which is written only once. */
const distinct = (weights: readonly Located<number>[]): Located<number>[] => [
  ...new Map(weights.map((weight) => [placeOf(weight.at).start, weight])).values(),
];
