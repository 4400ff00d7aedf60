import { field, fieldItems } from '../../envoy/envoy-field.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import { hasElision } from '../../envoy/has-elision.ts';
import { isUnfilled } from '../../envoy/validate/loaded-scalar.ts';
import type { Located, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { changeValue } from '../fixes/change-value.ts';
import { messageRule } from '../rule.ts';

export const envoyRewriteJoinsBadly = messageRule({
  code: 'envoy/rewrite-joins-badly',
  severity: 'hint',
  summary: 'A prefix and its replacement do not both end with a slash.',
  why: 'Envoy replaces the characters of the prefix and keeps the rest of the path. With the prefix `/api` and the replacement `/`, `/api/x` becomes `//x`. With `/api/` and `/v1` it becomes `/v1x` (run with Envoy 1.40). The rule is silent if another route of the virtual host matches the same prefix with a slash at the end.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ match: { prefix: / } => match: { prefix: /api/ }
#~ cluster: app } => cluster: app, prefix_rewrite: /v1 }
#? hint envoy/rewrite-joins-badly at "/v1": A request for '/api/x' is sent as '/v1x'.
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
#~ match: { prefix: / } => match: { prefix: /api/ }
#~ cluster: app } => cluster: app, prefix_rewrite: /v1/ }
`,
    },
  ],
  visits: {
    'envoy.config.route.v3.VirtualHost'(node, report) {
      const routes = fieldItems(field(node, 'routes'));
      const prefixes = new Set(routes.map((route) => prefixOf(route)?.value));
      for (const route of routes) {
        const prefix = prefixOf(route);
        const rewrite = known(field(field(route, 'route'), 'prefix_rewrite'));
        if (!prefix || !rewrite || endsWithSlash(prefix) === endsWithSlash(rewrite) || hasElision(route)) continue;
        if (prefixes.has(`${prefix.value}/`)) continue;
        const path = `${prefix.value.replace(/\/$/, '')}/x`;
        report(
          rewrite.at,
          "A request for '{0}' is sent as '{1}'.",
          path,
          `${rewrite.value}${path.slice(prefix.value.length)}`,
        );
      }
    },
  },
  fixes: ({ at, node }, subject) => {
    if ('key' in at || at.kind !== 'scalar' || at.text === '/') return [];
    const text = at.text.endsWith('/') ? at.text.slice(0, -1) : `${at.text}/`;
    return node.aliasRange ? [] : changeValue(subject, at, text, false);
  },
});

const known = (node: YamlNode | undefined): Located<string> | undefined => {
  const text = envoyString(node);
  return text?.value.startsWith('/') && !isUnfilled(text.value) ? text : undefined;
};

const prefixOf = (route: YamlNode): Located<string> | undefined => known(field(field(route, 'match'), 'prefix'));

const endsWithSlash = ({ value }: Located<string>): boolean => value.endsWith('/');
