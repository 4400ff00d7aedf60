import { field, fieldItems, fieldPath } from '../../envoy/envoy-field.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import { isFilledInLater } from '../../envoy/is-filled-in-later.ts';
import type { MessageProblem, MessageProblemCode } from '../../envoy/message-checks/message-check.ts';
import type { TextRange } from '../../text/text-range.ts';
import type { YamlMap, YamlNode } from '../../yaml/yaml-node.ts';
import { walk } from '../../yaml/yaml-path.ts';
import type { Place, Severity, Subjects } from '../rule.ts';

/** A problem in one message of a config, placed in its file. */
export interface FoundInMessage {
  readonly problem: MessageProblem;
  readonly at: Place;
  /** Something fills the file in before Envoy reads it, so that it is less than certain, or `--mode validate` lets it pass. */
  readonly severity: Severity | undefined;
}

/** What Envoy's own code refuses in single messages, of one code; what broken YAML hides is left out. */
export function messageFindings(
  { file, source, target: { version, contrib } }: Subjects['envoy'],
  code: MessageProblemCode,
): readonly FoundInMessage[] {
  const problems = source
    .messageProblems({ contrib, ...(version !== undefined && { version }) })
    .filter((problem) => problem.code === code);
  if (problems.length === 0) return [];
  // From the first error on, broken YAML has lost what may have been there.
  const first = Math.min(...source.errors.map(({ range }) => range.start));
  const filledIn: Severity | undefined = isFilledInLater(source.config.root, source.memory) ? 'warning' : undefined;
  const late = lateParts(source.config.root);
  return problems
    .filter(({ range, node }) => Math.max(range.end, node.range.end) < first)
    .map((problem) => {
      const range = partRange(problem, file.text);
      const severity = late.some((part) => contains(part, range)) ? 'warning' : filledIn;
      return { problem: { ...problem, range }, at: { uri: file.uri, range }, severity };
    });
}

/**
 * `envoy --mode validate` neither asks for listeners nor chooses statistics, and reads no secret that nothing asks for by name: what
 * is wrong there shows later (seen with Envoy 1.36 and 1.40).
 */
const lateParts = (root: YamlMap): TextRange[] =>
  [
    fieldPath(root, 'dynamic_resources', 'lds_config'),
    fieldPath(root, 'stats_config', 'stats_matcher'),
    ...unusedSecrets(root),
  ].flatMap((node) => node?.range ?? []);

/** What they hold; their names and kinds are looked at. */
function unusedSecrets(root: YamlMap): readonly YamlNode[] {
  const secrets = fieldItems(fieldPath(root, 'static_resources', 'secrets'));
  if (secrets.length === 0) return [];
  const asked = new Set<string | undefined>();
  for (const node of walk(root))
    if (node.kind === 'map')
      for (const { key, value } of node.entries)
        if (/sds_?secret_?configs?$/i.test(key.text))
          for (const config of fieldItems(value)) asked.add(envoyString(field(config, 'name'))?.value);
  return secrets
    .filter((secret) => !asked.has(envoyString(field(secret, 'name'))?.value ?? ''))
    .flatMap((secret) => (secret.kind === 'map' ? secret.entries : []))
    .flatMap(({ value }) => (value && value.kind !== 'scalar' ? [value] : []));
}

const contains = (outer: TextRange, { start, end }: TextRange): boolean => outer.start <= start && end <= outer.end;

/** Where a part of a value with escapes or several lines stands, if it is there once as it is. */
function partRange({ range, part }: MessageProblem, text: string): TextRange {
  const written = text.slice(range.start, range.end);
  const at = part ? written.indexOf(part) : -1;
  if (!part || at < 0 || written.includes(part, at + 1)) return range;
  return { start: range.start + at, end: range.start + at + part.length };
}
