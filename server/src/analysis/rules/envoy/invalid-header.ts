import { field } from '../../envoy/envoy-field.ts';
import { itemRemoval } from '../fixes/item-removal.ts';
import { message } from '../message.ts';
import { type Fix, messageRule, type Subjects } from '../rule.ts';
import type { MessageProblem } from '../../envoy/message-checks/message-check.ts';

export const invalidHeader = messageRule({
  code: 'envoy/invalid-header',
  severity: 'error',
  summary: 'A header must not be changed or removed.',
  why: 'Routes, virtual hosts, filters and local replies cannot remove, add or overwrite `host` and headers whose names start with a colon, such as `:path` (":-prefixed or host headers may not be removed"). The route has fields to change them: `host_rewrite_literal`, `prefix_rewrite`.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ route: { cluster: app } => route: { cluster: app }\\n                              request_headers_to_remove: [x-debug, host]
#? error envoy/invalid-header at "host"#2
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
#~ route: { cluster: app } => route: { cluster: app }\\n                              request_headers_to_remove: [x-debug]
`,
    },
  ],
  fixes: (problem, subject) => fixes(subject, problem),
});

function fixes(subject: Subjects['envoy'], { at, node }: MessageProblem): readonly Fix[] {
  if ('key' in at) return [];
  return ['request_headers_to_remove', 'response_headers_to_remove'].flatMap((name) =>
    itemRemoval(subject, field(node, name), at, message('Remove this entry'), { preferred: true }),
  );
}
