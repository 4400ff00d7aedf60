import { fieldEntry, field, fieldItems, fieldPath } from '../../envoy/envoy-field.ts';
import { envoyUint } from '../../envoy/envoy-scalar.ts';
import { replaceScalar } from '../../yaml/yaml-edit.ts';
import type { Located } from '../../yaml/yaml-node.ts';
import { placeOf } from '../../yaml/yaml-path.ts';
import { message } from '../message.ts';
import { editsIn, rule } from '../rule.ts';

export const weightsZero = rule({
  code: 'envoy/weights-zero',
  subject: 'routeConfig',
  severity: 'error',
  summary: 'All clusters of a route’s weighted_clusters have weight 0.',
  why: 'Envoy shares the requests by the weights, so their sum must be above 0: "Sum of weights in the weighted_cluster must be greater than 0". A single 0 takes its cluster out and is fine.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ route: { cluster: app } => route: { weighted_clusters: { clusters: [{ name: app, weight: 0 }] } }
#? error envoy/weights-zero at "weighted_clusters": The weights of these clusters add up to 0: Envoy refuses that.
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
        message: message('The weights of these clusters add up to 0: Envoy refuses that.'),
        fixes: () => [
          {
            title: message('Give each of these clusters the weight 1'),
            preferred: true,
            safe: false,
            edits: [
              editsIn(
                file,
                ...distinct(weights.filter((weight) => weight !== undefined)).map(({ at }) =>
                  replaceScalar(file.text, at, 1),
                ),
              ),
            ],
          },
        ],
      });
    }
  },
});

/** An alias may bring one weight several times; it is written once. */
const distinct = (weights: readonly Located<number>[]): Located<number>[] => [
  ...new Map(weights.map((weight) => [placeOf(weight.at).start, weight])).values(),
];
