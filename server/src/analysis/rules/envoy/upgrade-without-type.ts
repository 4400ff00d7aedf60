import { field, fieldEntry } from '../../envoy/envoy-field.ts';
import { hasElision } from '../../envoy/has-elision.ts';
import type { MessageProblem } from '../../envoy/message-checks/message-check.ts';
import { hasUnknownKeys } from '../../envoy/message-checks/unknown-keys.ts';
import { insertEntry, replaceValue } from '../../yaml/edit/yaml-edit.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, messageRule, type Subjects } from '../rule.ts';
import { isBlank } from '../../envoy/envoy-scalar.ts';

const upgrade = 'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager.UpgradeConfig';

export const envoyUpgradeWithoutType = messageRule({
  code: 'envoy/upgrade-without-type',
  severity: 'warning',
  needsWhole: true,
  summary: 'An upgrade entry does not say which protocol it allows.',
  why: 'Without `upgrade_type` the entry fits no request: a WebSocket request is rejected as if the entry did not exist (run with Envoy 1.40).',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ http_filters: => upgrade_configs: [{ enabled: true }]\\n                    http_filters:
#? warning envoy/upgrade-without-type at "enabled": This entry allows no upgrade. Set 'upgrade_type', for example to 'websocket'.
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
#~ http_filters: => upgrade_configs: [{ enabled: true, upgrade_type: websocket }]\\n                    http_filters:
`,
    },
  ],
  visits: {
    [upgrade](node, report) {
      const type = field(node, 'upgrade_type');
      if (!isBlank(type)) return;
      if (hasElision(node) || hasUnknownKeys(node, upgrade)) return;
      report(
        fieldEntry(node, 'upgrade_type') ?? node.entries[0] ?? node,
        "This entry allows no upgrade. Set '{0}', for example to '{1}'.",
        'upgrade_type',
        'websocket',
      );
    },
  },
  fixes: (problem, subject) => fixes(subject, problem),
});

function fixes({ file, source }: Subjects['envoy'], { node }: MessageProblem): Fix[] {
  if (!source.editable || node.aliasRange) return [];
  const entry = fieldEntry(node, 'upgrade_type');
  const edit = entry
    ? replaceValue(file.text, node, entry, 'websocket')
    : insertEntry(file.text, node, 'upgrade_type', 'websocket');
  return [
    { title: message("Set '{0}' to '{1}'", 'upgrade_type', 'websocket'), safe: false, edits: [editsIn(file, edit)] },
  ];
}
