import { field, fieldItems, fieldPath } from '../../envoy/envoy-field.ts';
import type { YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { rule } from '../rule.ts';
import { messageFindings } from '../findings/message-findings.ts';

export const regexTooLarge = rule({
  code: 'envoy/regex-too-large',
  subject: 'envoy',
  severity: 'error',
  summary: 'A regular expression exceeds the program size that Envoy allows.',
  why: 'The RE2 program of a regular expression must not have more than 100 instructions, unless the runtime key `re2.max_program_size.error_level` or, in old configs, `google_re2.max_program_size` sets another limit. Long words and counted repetitions (`[a-z]{120}`) quickly exceed it.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ match: { prefix: / } => match: { safe_regex: { regex: "/[0-9a-f]{128}" } }
#? error envoy/regex-too-large at ""/[0-9a-f]{128}""
`,
    },
  ],
  check(subject, report) {
    if (setsLimit(subject.source.config.root)) return;
    for (const found of messageFindings(subject, 'envoy/regex-too-large'))
      report({
        at: found.at,
        ...(found.severity && { severity: found.severity }),
        message: found.problem.message,
      });
  },
});

/** Whether the runtime may set another limit, with a key of the config or from elsewhere. */
const setsLimit = (root: YamlMap): boolean =>
  fieldItems(fieldPath(root, 'layered_runtime', 'layers')).some((layer) => {
    const values = field(layer, 'static_layer');
    if (values?.kind !== 'map') return !field(layer, 'admin_layer');
    return values.entries.some(({ key }) => /^re2(\.|$)/.test(key.text));
  });
