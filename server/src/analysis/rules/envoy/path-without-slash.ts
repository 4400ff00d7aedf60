import { field } from '../../envoy/envoy-field.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import { isElision, isUnfilled } from '../../envoy/validate/loaded-scalar.ts';
import type { MessageCheck } from '../../envoy/message-checks/message-check.ts';
import { changeValue } from '../fixes/change-value.ts';
import { messageRule } from '../rule.ts';

const startsWithSlash =
  (name: string): MessageCheck =>
  (node, report) => {
    const path = envoyString(field(node, name));
    if (!path || path.value === '' || isUnfilled(path.value) || isElision(path.value)) return;
    // The form of proxies, and that of `OPTIONS *`.
    if (/^(\/|\*|[a-z]+:\/)/i.test(path.value)) return;
    report(path.at, "Servers reject requests for the path '{0}'. Start with a slash.", path.value);
  };

export const envoyPathWithoutSlash = messageRule({
  code: 'envoy/path-without-slash',
  severity: 'warning',
  summary: 'Envoy sends requests with a path that does not start with a slash.',
  why: 'Envoy replaces the prefix by `prefix_rewrite` and uses the path of a health check without a change. Servers answer 400 to a path without a slash, so that requests fail or the endpoints stay unhealthy (run with Envoy 1.40).',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ cluster: app } => cluster: app, prefix_rewrite: v1/ }
#? warning envoy/path-without-slash at "v1/": Servers reject requests for the path 'v1/'. Start with a slash.
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
#~ cluster: app } => cluster: app, prefix_rewrite: /v1/ }
`,
    },
  ],
  visits: {
    'envoy.config.core.v3.HealthCheck.HttpHealthCheck': startsWithSlash('path'),
    'envoy.config.route.v3.RouteAction': startsWithSlash('prefix_rewrite'),
  },
  fixes: ({ at }, subject) =>
    'key' in at || at.kind !== 'scalar' ? [] : changeValue(subject, at, `/${at.text}`, true),
});
