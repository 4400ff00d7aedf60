import { messageRule } from '../rule.ts';

export const ruleWithoutEffect = messageRule({
  code: 'envoy/rule-without-effect',
  formerCodes: ['envoy/refused-value', 'envoy/conflicting-fields'],
  severity: 'error',
  needsWhole: true,
  summary: 'A rule says when it applies, but not what to do.',
  why: 'Filters that turn headers or JSON into metadata reject rules that have no effect.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ - name: envoy.filters.http.router => - name: headers\\n                        typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.header_to_metadata.v3.Config, request_rules: [{ header: x-tenant }] }\\n                      - name: envoy.filters.http.router
#? error envoy/rule-without-effect at "header"#3: This rule has no effect. Add 'on_header_present' or 'on_header_missing'.
`,
    },
  ],
});
