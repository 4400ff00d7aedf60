import type { TextEdit } from '../../text/text-range.ts';
import { insertEntry, replaceScalar, replaceValue } from '../../yaml/yaml-edit.ts';
import type { YamlEntry, YamlMap } from '../../yaml/yaml-node.ts';
import { fieldEntry } from '../../envoy/envoy-field.ts';
import { isWhole } from '../../workspace/source-file.ts';
import { message } from '../message.ts';
import { editsIn, placeIn, rule } from '../rule.ts';

export const loadAssignmentNameMismatch = rule({
  code: 'envoy/load-assignment-name-mismatch',
  subject: 'envoy',
  severity: 'hint',
  summary: 'The load assignment of a static cluster bears another name than the cluster, or none.',
  why: 'Envoy does not compare the names, so another name is harmless, but surely a slip: one of them was renamed. A missing name is refused (`ClusterLoadAssignment.cluster_name` must have at least one character).',
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
  check({ file, source }, report) {
    for (const cluster of source.config.clusters) {
      const { name, loadAssignment, loadAssignmentName, type } = cluster;
      if (!name || !loadAssignment || type?.value.toUpperCase() === 'EDS') continue;
      const entry = fieldEntry(loadAssignment, 'cluster_name');
      const key = entry?.key ?? fieldEntry(cluster.node, 'load_assignment')?.key;
      const missing = !entry?.value || (entry.value.kind === 'scalar' && entry.value.text === '');
      if (missing && key && isWhole(file, source))
        report({
          at: placeIn(file, key),
          severity: 'error',
          message: message(
            'The load assignment of the cluster "{0}" has no cluster_name, which Envoy refuses.',
            name.value,
          ),
          fixes: () =>
            source.editable
              ? [
                  {
                    title: message('Insert cluster_name "{0}"', name.value),
                    preferred: true,
                    edits: [editsIn(file, writeName(file.text, loadAssignment, entry, name.value))],
                  },
                ]
              : [],
        });
      if (!missing && loadAssignmentName && loadAssignmentName.value !== name.value)
        report({
          at: placeIn(file, loadAssignmentName.at),
          message: message(
            'The load assignment is named "{0}", its cluster "{1}".',
            loadAssignmentName.value,
            name.value,
          ),
          related: [{ at: placeIn(file, name.at), message: message('The cluster is named "{0}".', name.value) }],
          fixes: () => [
            {
              title: message('Change to "{0}"', name.value),
              preferred: true,
              edits: [editsIn(file, replaceScalar(file.text, loadAssignmentName.at, name.value))],
            },
          ],
        });
    }
  },
});

const writeName = (text: string, loadAssignment: YamlMap, entry: YamlEntry | undefined, name: string): TextEdit =>
  entry ? replaceValue(text, loadAssignment, entry, name) : insertEntry(text, loadAssignment, 'cluster_name', name);
