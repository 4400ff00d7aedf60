import { v2Field } from '../../envoy/v2-fields.ts';
import { fieldOf, messageFields } from '../../schema/envoy-facts.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import type { YamlEntry, YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { renameKey } from '../../yaml/edit/yaml-edit.ts';
import { message } from '../message.ts';
import { editsIn, type Fix, rule, type Subjects } from '../rule.ts';
import { envoyFindings, type FoundInEnvoy } from '../findings/envoy-findings.ts';
import { moveFieldFixes } from '../fixes/move-field-fixes.ts';
import { belowEmptyKeyFixes } from '../fixes/below-empty-key.ts';
import { isTakenAfter, reindentFix } from '../fixes/reindent-fix.ts';
import { shortName } from '../findings/type-labels.ts';

export const envoyUnknownField = rule({
  code: 'envoy/unknown-field',
  subject: 'envoy',
  severity: 'error',
  summary: 'A key is not a field of its message.',
  why: 'Unknown fields are errors in a bootstrap and in every `typed_config` in it, and Envoy’s error contains no line number. Field names must be in snake_case or lowerCamelCase. Use the tag `!ignore` to hide a key for anchors from Envoy.',
  examples: [
    {
      before: `#- /envoy.yaml
static_resources:
  clusters:
    - name: app
      conect_timeout: 1s
    # ^^^^^^^^^^^^^^ error envoy/unknown-field: Unknown field 'conect_timeout' in Cluster.
`,
      after: `#- /envoy.yaml
static_resources:
  clusters:
    - name: app
      connect_timeout: 1s
`,
    },
  ],
  check(subject, report) {
    for (const found of envoyFindings(subject, 'unknown-field')) {
      const { type, key, together } = found.finding;
      // Fields of the v2 API have their own rule.
      if (v2Field(type, key)) continue;
      report({
        at: found.at,
        ...(found.severity && { severity: found.severity }),
        message: together
          ? message("Unknown field '{1}' in {0}. Move it into '{2}'.", shortName(type), key, together.into)
          : message("Unknown field '{1}' in {0}.", shortName(type), key),
        fixes: () => fixes(subject, found),
      });
    }
  },
});

/** A key that is a field elsewhere is more likely misplaced than mistyped, so moves come first. */
function fixes(subject: Subjects['envoy'], found: FoundInEnvoy<'unknown-field'>): readonly Fix[] {
  const below = belowEmptyKeyFixes(subject, found);
  if (below.length > 0) return below;
  const [preferred, ...others] = [...slips(subject, found), ...renames(subject, found)];
  return preferred ? [preferred, ...others.map((fix) => ({ ...fix, preferred: false }))] : [];
}

/** A key moves with everything below it. If that does not help, only its line may have the wrong indentation. */
function slips(subject: Subjects['envoy'], found: FoundInEnvoy<'unknown-field'>): readonly Fix[] {
  const { entry, editable } = found;
  const moves = moveFieldFixes(subject, found);
  const [first] = moves;
  if (!entry || !editable || entry.value?.kind === 'scalar') return moves;
  if (first ? isTakenAfter(subject.file, first) : entry.value) return moves;
  return [...reindentFix(subject, entry), ...moves];
}

/** A field that is already set cannot be the intended one. */
function renames({ file }: Subjects['envoy'], { finding, entry, map, editable }: FoundInEnvoy<'unknown-field'>): Fix[] {
  if (!entry || !map || !editable) return [];
  const written = new Set(map.entries.map(({ key }) => key.text));
  const candidates = messageFields(finding.type)
    .filter(({ name, field }) => !written.has(name) && !field.a?.deprecated)
    .map(({ name }) => name);
  const plural = candidates.find((name) => name === `${finding.key}s`);
  const starts = plural ?? candidates.find((name) => name.startsWith(`${finding.key}_`));
  const only = onlyMissing(finding.type, entry, map);
  const meant = [...(starts ? [starts] : []), ...didYouMean(finding.key, candidates), ...(only ? [only] : [])];
  return [...new Set(meant)].slice(0, 3).map((name, i) => ({
    title: message("Rename to '{0}'", name),
    preferred: i === 0 && !saysLess(name, finding.key),
    safe: false,
    edits: [editsIn(file, renameKey(file.text, entry, name))],
  }));
}

/** The only field that a message without any can have: the text in a `safe_regex` is its `regex`. */
function onlyMissing(type: string, { value }: YamlEntry, { entries }: YamlMap): string | undefined {
  const [only, other] = messageFields(type).filter(({ field }) => !field.a?.deprecated);
  const takes = only && !other && !only.field.r && !only.field.t.includes('.') && value?.kind === 'scalar';
  return takes && !entries.some(({ key }) => fieldOf(type, key.text)?.name === only.name) ? only.name : undefined;
}

/** `operation` does not mean what `operation_name` did: a name that lacks a word is a guess, not a slip of the finger. */
const saysLess = (name: string, written: string): boolean => wordsOf(name) < wordsOf(written);

const wordsOf = (key: string): number => key.split(/[-_ ]|(?=[A-Z])/).filter((word) => word !== '').length;
