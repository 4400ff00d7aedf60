import { field } from '../../envoy/envoy-field.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import { isProtectedHeader } from '../../envoy/header-name-error.ts';
import type { MessageProblem, ReportProblem } from '../../envoy/message-checks/message-check.ts';
import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { itemRemoval } from '../fixes/item-removal.ts';
import { message } from '../message.ts';
import { type Fix, messageRule, type Subjects } from '../rule.ts';

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
  visits: {
    'envoy.config.core.v3.HealthCheck.HttpHealthCheck': removedHeaders,
    'envoy.config.route.v3.Route': removedHeaders,
    'envoy.config.route.v3.RouteConfiguration': removedHeaders,
    'envoy.config.route.v3.VirtualHost': removedHeaders,
    'envoy.config.route.v3.WeightedCluster.ClusterWeight': removedHeaders,
  },
  fixes: (problem, subject) => fixes(subject, problem),
});

/** A check of lists of headers to remove: a request cannot do without some. */
function removedHeaders(node: YamlMap, report: ReportProblem): void {
  for (const list of ['request_headers_to_remove', 'response_headers_to_remove'])
    for (const item of scalarsOf(field(node, list))) {
      const name = envoyString(item);
      if (!name || !isProtectedHeader(name.value)) continue;
      report(name.at, "Header '{0}' cannot be removed. 'host' and headers that start with ':' must stay.", name.value);
    }
}

const scalarsOf = (node: YamlNode | undefined): readonly YamlNode[] =>
  node?.kind === 'seq' ? node.items : node ? [node] : [];

function fixes(subject: Subjects['envoy'], { at, node }: MessageProblem): readonly Fix[] {
  if ('key' in at) return [];
  return ['request_headers_to_remove', 'response_headers_to_remove'].flatMap((name) =>
    itemRemoval(subject, field(node, name), at, message('Remove this entry'), { preferred: true }),
  );
}
