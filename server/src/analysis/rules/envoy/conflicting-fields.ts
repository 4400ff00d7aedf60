import { checkCaseOfRegex } from '../../envoy/case-of-regex.ts';
import { field, fieldEntry, fieldItems, fieldPath } from '../../envoy/envoy-field.ts';
import { isBlank } from '../../envoy/envoy-scalar.ts';
import type { MessageCheck, ReportProblem } from '../../envoy/message-checks/message-check.ts';
import { isUnset } from '../../envoy/validate/loaded-scalar.ts';
import type { YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { valueAt } from '../../yaml/syntax/yaml-path.ts';
import { removeFieldFixes } from '../fixes/remove-field-fix.ts';
import { messageRule } from '../rule.ts';

export const conflictingFields = messageRule({
  code: 'envoy/conflicting-fields',
  severity: 'error',
  summary: 'Two fields cannot be used together.',
  why: 'The API allows both fields, but Envoy’s own code accepts only one of them. Examples are `prefix_rewrite` together with `regex_rewrite`, and `matcher` together with `routes` in a virtual host. The fix keeps the first one.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ route: { cluster: app } => route: { cluster: app, prefix_rewrite: /v1/, path_rewrite: /v2 }
#? error envoy/conflicting-fields at "path_rewrite": 'path_rewrite' cannot be used together with 'prefix_rewrite'. Both rewrite the path.
`,
      after: `#- /envoy-config.yaml stock:sidecar-config
#~ route: { cluster: app } => route: { cluster: app, prefix_rewrite: /v1/ }
`,
    },
  ],
  visits: {
    'envoy.config.cluster.v3.Cluster': requestsPerConnection,
    'envoy.config.rbac.v3.Principal.Authenticated': caseOfRegex('principal_name'),
    'envoy.config.route.v3.CorsPolicy': caseOfRegex('allow_origin_string_match'),
    'envoy.config.route.v3.HeaderMatcher': caseOfRegex('string_match'),
    'envoy.config.route.v3.QueryParameterMatcher': caseOfRegex('string_match'),
    'envoy.config.route.v3.RouteAction': pathRewrites,
    'envoy.extensions.filters.http.cors.v3.CorsPolicy': caseOfRegex('allow_origin_string_match'),
    'envoy.extensions.filters.http.csrf.v3.CsrfPolicy': caseOfRegex('additional_origins'),
    'envoy.extensions.filters.http.ext_authz.v3.ExtAuthz': caseOfRegex(
      'allowed_headers.patterns',
      'disallowed_headers.patterns',
    ),
    'envoy.extensions.filters.http.lua.v3.Lua': luaCode,
    'envoy.type.matcher.v3.ValueMatcher': caseOfRegex('string_match'),
  },
  fixes: (problem, subject) => removeFieldFixes(subject, problem, true),
});

/** "Only one of `inline_code` or `default_source_code` can be set for the Lua filter". */
function luaCode(node: YamlMap, report: ReportProblem): void {
  const inline = fieldEntry(node, 'inline_code');
  const source = fieldEntry(node, 'default_source_code');
  // An empty `inline_code` counts as missing.
  if (!inline || !source?.value || isBlank(inline.value)) return;
  const later = inline.range.start > source.range.start ? inline : source;
  report(later, "'{0}' cannot be used together with '{1}'.", 'inline_code', 'default_source_code');
}

/** Only one field may rewrite the path. */
function pathRewrites(node: YamlMap, report: ReportProblem): void {
  const set = ['prefix_rewrite', 'regex_rewrite', 'path_rewrite_policy', 'path_rewrite'].flatMap((name) => {
    const entry = fieldEntry(node, name);
    return entry && !isBlank(entry.value) ? [entry] : [];
  });
  const [first, second] = [...set].sort((a, b) => a.range.start - b.range.start);
  if (first && second)
    report(second, "'{1}' cannot be used together with '{0}'. Both rewrite the path.", first.key.text, second.key.text);
}

/**
 * "ignore_case has no effect for safe_regex" is an error of Envoy's. It does not make the matchers of statistics when it only validates, so
 * the places are named. @param paths from the message to StringMatchers, as in `allowed_headers.patterns`
 */
function caseOfRegex(...paths: readonly string[]): MessageCheck {
  return (node, report) => {
    for (const path of paths)
      for (const matcher of fieldItems(fieldPath(node, ...path.split('.')))) checkCaseOfRegex(matcher, report);
  };
}

/** "Only one of max_requests_per_connection from Cluster or HttpProtocolOptions can be specified" (Envoy 1.36 to 1.40). */
function requestsPerConnection(node: YamlMap, report: ReportProblem): void {
  const name = 'max_requests_per_connection';
  const own = fieldEntry(node, name);
  const options = field(node, 'typed_extension_protocol_options');
  // Typed options replace the cluster's own ones.
  const holder = isUnset(options) ? node : valueAt(options, HTTP_OPTIONS);
  const other = fieldEntry(field(holder, 'common_http_protocol_options'), name);
  if (own && other && !isUnset(own.value) && !isUnset(other.value))
    report(other, "'{0}' cannot be used together with '{1}'.", name, `common_http_protocol_options.${name}`);
}

const HTTP_OPTIONS = 'envoy.extensions.upstreams.http.v3.HttpProtocolOptions';
