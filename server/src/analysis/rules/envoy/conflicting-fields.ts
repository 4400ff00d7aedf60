import { field, fieldEntry, fieldItems } from '../../envoy/envoy-field.ts';
import { envoyBool, isBlank } from '../../envoy/envoy-scalar.ts';
import type { MessageCheck, ReportProblem } from '../../envoy/message-checks/message-check.ts';
import type { YamlMap } from '../../yaml/syntax/yaml-node.ts';
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
    'envoy.config.route.v3.RouteAction': pathRewrites,
    'envoy.config.route.v3.HeaderMatcher': caseOfRegex('string_match'),
    'envoy.config.route.v3.QueryParameterMatcher': caseOfRegex('string_match'),
    'envoy.extensions.filters.http.cors.v3.CorsPolicy': caseOfRegex('allow_origin_string_match'),
    'envoy.extensions.filters.http.lua.v3.Lua': luaCode,
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

/** "ignore_case has no effect for safe_regex" is an error of Envoy's. */
function caseOfRegex(...names: readonly string[]): MessageCheck {
  return (node, report) => {
    for (const name of names)
      for (const matcher of fieldItems(field(node, name))) {
        const ignore = fieldEntry(matcher, 'ignore_case');
        if (ignore && envoyBool(ignore.value) === true && fieldEntry(matcher, 'safe_regex'))
          report(
            ignore,
            "'{0}' cannot be used together with '{1}'. Start the expression with '{2}' instead.",
            'ignore_case',
            'safe_regex',
            '(?i)',
          );
      }
  };
}
