import { fieldEntry } from '../../envoy/envoy-field.ts';
import { hasElision } from '../../envoy/has-elision.ts';
import type { MessageProblem } from '../../envoy/message-checks/message-check.ts';
import { hasUnknownKeys } from '../../envoy/message-checks/unknown-keys.ts';
import { isUnset } from '../../envoy/validate/loaded-scalar.ts';
import { insertEntry } from '../../yaml/edit/yaml-edit.ts';
import type { YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, messageRule, type Subjects } from '../rule.ts';
import { typeEntry } from '../../envoy/typed/any-type.ts';

const limit = 'envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit';
const switches = ['filter_enabled', 'filter_enforced'] as const;

export const envoyLimitNotEnforced = messageRule({
  code: 'envoy/limit-not-enforced',
  severity: 'warning',
  needsWhole: true,
  summary: 'A local rate limit is never applied.',
  why: 'The HTTP filter looks at the share of requests in `filter_enabled`, and answers 429 to the share in `filter_enforced`. Both are 0 % where they are not set, so that every request passes (run with Envoy 1.40).',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ - name: envoy.filters.http.router => - name: limit\\n                        typed_config: { "@type": type.googleapis.com/${limit}, stat_prefix: l, token_bucket: { max_tokens: 9, fill_interval: 1s } }\\n                      - name: envoy.filters.http.router
#? warning envoy/limit-not-enforced at ""@type""#2: This limit is never applied. Set 'filter_enabled' and 'filter_enforced'.
`,
    },
  ],
  visits: {
    [limit](node, report) {
      const missing = missingIn(node);
      const bucket = fieldEntry(node, 'token_bucket') ?? fieldEntry(node, 'descriptors');
      if (missing.length === 0 || !bucket || isUnset(bucket.value)) return;
      if (hasElision(node) || hasUnknownKeys(node, limit)) return;
      const at = typeEntry(node) ?? bucket;
      if (missing.length === 2)
        report(at, "This limit is never applied. Set '{0}' and '{1}'.", 'filter_enabled', 'filter_enforced');
      else report(at, "This limit is never applied, because '{0}' defaults to 0%.", missing[0] ?? '');
    },
  },
  fixes: (problem, subject) => fixes(subject, problem),
});

const missingIn = (node: YamlMap): readonly string[] =>
  switches.filter((name) => isUnset(fieldEntry(node, name)?.value));

function fixes({ file, source }: Subjects['envoy'], { node }: MessageProblem): Fix[] {
  const missing = missingIn(node);
  if (!source.editable || node.aliasRange || missing.some((name) => fieldEntry(node, name))) return [];
  const edits = missing.map((name) => insertEntry(file.text, node, name, always));
  return [
    {
      title: message('Enforce the limit on all requests'),
      preferred: false,
      safe: false,
      edits: [editsIn(file, ...edits)],
    },
  ];
}

const always = { default_value: { numerator: 100 } };
