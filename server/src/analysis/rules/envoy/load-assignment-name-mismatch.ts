import { clusterType } from '../../envoy/cluster-type.ts';
import { replaceScalar } from '../../yaml/edit/yaml-edit.ts';
import { message } from '../message.ts';
import { editsIn, placeIn, partRule } from '../rule.ts';

export const loadAssignmentNameMismatch = partRule({
  code: 'envoy/load-assignment-name-mismatch',
  subject: 'cluster',
  severity: 'hint',
  needsWhole: true,
  summary: 'The `cluster_name` of the load assignment of a static cluster differs from the name of the cluster.',
  why: 'Envoy does not compare the names, so a different name is harmless. It is most likely a mistake because only one of them was renamed.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ cluster_name: app => cluster_name: service
#? hint envoy/load-assignment-name-mismatch at "service"
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
`,
    },
  ],
  check({ file, cluster }, report) {
    const { name, loadAssignment, loadAssignmentName } = cluster;
    if (!name || !loadAssignment || clusterType(cluster) === 'EDS') return;
    if (loadAssignmentName && loadAssignmentName.value !== name.value)
      report({
        at: placeIn(file, loadAssignmentName.at),
        message: message(
          "Name '{0}' of the load assignment does not match cluster '{1}'.",
          loadAssignmentName.value,
          name.value,
        ),
        related: [{ at: placeIn(file, name.at), message: message("Cluster '{0}' is declared here.", name.value) }],
        fixes: ({ file: { uri, text } }) => [
          {
            title: message("Change to '{0}'", name.value),
            preferred: true,
            safe: false,
            edits: [editsIn({ uri }, replaceScalar(text, loadAssignmentName.at, name.value))],
          },
        ],
      });
  },
});
