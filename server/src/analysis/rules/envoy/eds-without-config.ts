import { clusterType } from '../../envoy/cluster-type.ts';
import { field } from '../../envoy/envoy-field.ts';
import type { EnvoyCluster } from '../../envoy/envoy-config.ts';
import { isWhole } from '../../workspace/source-file.ts';
import { replaceScalar } from '../../yaml/yaml-edit.ts';
import type { YamlScalar } from '../../yaml/yaml-node.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, placeIn, rule, type PlacedSource } from '../rule.ts';

export const edsWithoutConfig = rule({
  code: 'envoy/eds-without-config',
  subject: 'envoy',
  severity: 'error',
  summary: 'A cluster of type EDS does not say where its endpoints come from.',
  why: 'Envoy refuses it: "cannot create an EDS cluster without an EDS config". Endpoints that are written down in `load_assignment` belong to a STRICT_DNS or STATIC cluster.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ type: STATIC => type: EDS
#? error envoy/eds-without-config at "EDS"
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
#~ type: STATIC => type: STRICT_DNS
`,
    },
  ],
  check({ file, source }, report) {
    if (!isWhole(file, source)) return;
    for (const cluster of source.config.clusters) {
      const type = field(cluster.node, 'type');
      if (clusterType(cluster) !== 'EDS' || type?.kind !== 'scalar' || field(cluster.node, 'eds_cluster_config'))
        continue;
      report({
        at: placeIn(file, type),
        message: message('A cluster of type EDS needs an "{0}": Envoy refuses it without.', 'eds_cluster_config'),
        fixes: () => fixes({ file, source }, cluster, type),
      });
    }
  },
});

/** Where endpoints are written down, they are meant. */
const fixes = ({ file }: PlacedSource, { endpoints }: EnvoyCluster, type: YamlScalar): Fix[] =>
  endpoints.length === 0
    ? []
    : [
        {
          title: message('Change the type to "{0}"', 'STRICT_DNS'),
          preferred: true,
          edits: [editsIn(file, replaceScalar(file.text, type, 'STRICT_DNS'))],
        },
      ];
