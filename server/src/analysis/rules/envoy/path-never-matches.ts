import { field } from '../../envoy/envoy-field.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import { isElision, isUnfilled } from '../../envoy/validate/loaded-scalar.ts';
import { changeValue } from '../fixes/change-value.ts';
import { messageRule } from '../rule.ts';

export const envoyPathNeverMatches = messageRule({
  code: 'envoy/path-never-matches',
  severity: 'warning',
  summary: 'A route has a path that no request matches.',
  why: 'A path begins with a slash, and Envoy compares it without its query: a route for `api/` or for `/search?q=` is never used (run with Envoy 1.40). Matching the query needs `query_parameters`.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ match: { prefix: / } => match: { prefix: api/ }
#? warning envoy/path-never-matches at "api/": 'api/' never matches, because paths start with a slash.
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
#~ match: { prefix: / } => match: { prefix: /api/ }
`,
    },
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ match: { prefix: / } => match: { path: "/search?q=a" }
#? warning envoy/path-never-matches at ""/search?q=a"": The query is not part of the path. Match it by 'query_parameters'.
`,
    },
  ],
  visits: {
    'envoy.config.route.v3.RouteMatch'(node, report) {
      for (const name of ['prefix', 'path', 'path_separated_prefix']) {
        const path = envoyString(field(node, name));
        if (!path || path.value === '' || isUnfilled(path.value) || isElision(path.value)) continue;
        // `OPTIONS *`, and the form of proxies.
        if (/^(\*|[a-z]+:\/)/i.test(path.value)) continue;
        if (path.value.startsWith('/') && path.value.includes('?'))
          report(path.at, "The query is not part of the path. Match it by '{0}'.", 'query_parameters');
        else if (!path.value.startsWith('/'))
          report(path.at, "'{0}' never matches, because paths start with a slash.", path.value);
      }
    },
  },
  fixes: ({ at }, subject) =>
    'key' in at || at.kind !== 'scalar' || at.text.startsWith('/') ? [] : changeValue(subject, at, `/${at.text}`, true),
});
