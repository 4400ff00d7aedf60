import { jsonName } from '../../schema/envoy-facts.ts';
import { inlineMerge } from '../../yaml/edit/inline-merge.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, rule, type Subjects } from '../rule.ts';
import { envoyFindings, type FoundInEnvoy } from '../findings/envoy-findings.ts';

export const mergeKeyUnsupported = rule({
  code: 'envoy/merge-key-unsupported',
  subject: 'envoy',
  severity: 'error',
  safeFixes: true,
  summary: 'An Envoy config contains a merge key (`<<`).',
  why: 'Envoy’s YAML reader supports anchors and aliases, but not merge keys. It treats `<<` as an unknown field (checked with Envoy 1.36 to 1.40). The fix copies the merged fields into the map: existing keys of the map take precedence, then those of the first map in a list.',
  examples: [
    {
      before: `#- /envoy.yaml
static_resources:
  clusters:
    - &base
      name: app
      connect_timeout: 1s
    - <<: *base
#     ^^ error envoy/merge-key-unsupported: Envoy does not support merge keys. Copy the fields instead.
      name: other
`,
      after: `#- /envoy.yaml
static_resources:
  clusters:
    - &base
      name: app
      connect_timeout: 1s
    - connect_timeout: 1s
      name: other
`,
    },
  ],
  check(subject, report) {
    for (const found of envoyFindings(subject, 'merge-key'))
      report({
        at: found.at,
        message: message('Envoy does not support merge keys. Copy the fields instead.'),
        fixes: () => fixes(subject, found),
      });
  },
});

/** The map itself can be edited even if the merged map is elsewhere. */
function fixes({ file, source }: Subjects['envoy'], { map, entry, parents }: FoundInEnvoy<'merge-key'>): Fix[] {
  if (!map || !entry || !source.editable || parents.some(({ aliasRange }) => aliasRange)) return [];
  const edits = inlineMerge(file.text, map, entry, isSameField);
  return edits
    ? [{ title: message('Copy the merged fields'), preferred: true, safe: true, edits: [editsIn(file, ...edits)] }]
    : [];
}

const isSameField = (a: string, b: string): boolean => a !== b && jsonName(a) === jsonName(b);
