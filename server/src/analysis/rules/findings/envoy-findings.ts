import { firstErrorAt, mayHaveLost } from '../../yaml/syntax/first-error.ts';
import { hasElision, mayHaveElision } from '../../envoy/has-elision.ts';
import { isFilledInLater } from '../../envoy/is-filled-in-later.ts';
import { isV2Type } from '../../envoy/v2-types.ts';
import { type EnvoyFinding, type FindingCode, findingRange, foundNodes } from '../../envoy/validate/envoy-finding.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import type { EnvoySource } from '../../workspace/envoy-source.ts';
import type { SourceFile } from '../../workspace/source-file.ts';
import type { Place, Severity, Subjects } from '../rule.ts';

/** A finding of Envoy's loader with its nodes. */
export type FoundInEnvoy<Code extends FindingCode> = PlacedFinding<Extract<EnvoyFinding, { code: Code }>>;

export interface PlacedFinding<Finding extends EnvoyFinding = EnvoyFinding> {
  readonly finding: Finding;
  readonly at: Place;
  readonly node: YamlNode | undefined;
  /** The entry of the finding, or the nearest one above. */
  readonly entry: YamlEntry | undefined;
  /** The map with the entry, if the finding is about an entry or its value. */
  readonly map: YamlMap | undefined;
  /** The nodes from the root to the one that contains the finding. */
  readonly parents: readonly YamlNode[];
  /** A text edit can change it: it is in this place and not behind an alias, and lines can be inserted. */
  readonly editable: boolean;
  /** A tool fills in the file before Envoy reads it, so the finding is not certain. */
  readonly severity: Severity | undefined;
}

/** More findings of a file are not shown (`run-rules.ts`), and each requires a search along its path. */
const MAX_FINDINGS = 2000;

/**
 * The findings of Envoy's loader with certain codes, without types and configs of the v2 API, which have their own rule,
 * and without parts that broken YAML hides.
 */
export function envoyFindings<Code extends FindingCode>(
  { file, source, target, messageChecks }: Subjects['envoy'],
  ...codes: readonly Code[]
): readonly FoundInEnvoy<Code>[] {
  const { root } = source.config;
  const { version, contrib } = target;
  const wanted = source
    .validated({ contrib, ...(version !== undefined && { version }) }, messageChecks)
    .findings.filter(isOneOf(codes))
    .slice(0, MAX_FINDINGS);
  if (wanted.length === 0) return [];
  const severity: Severity | undefined = isFilledInLater(root, source.memo) ? 'warning' : undefined;
  // Documentation with omitted parts does not show what is missing.
  const elided = wanted.some(isAboutAbsence) && mayHaveElision(source.text) && hasElision(root, source.memo);
  const firstError = firstErrorAt(source.errors);
  return wanted.flatMap((finding) => {
    const { node, entry, parents, aliased } = foundNodes(root, finding.path);
    const holder = parents.at(-1);
    const found: FoundInEnvoy<Code> = {
      finding,
      at: { uri: file.uri, range: findingRange(root, finding) },
      node,
      entry,
      map: holder?.kind === 'map' ? holder : undefined,
      parents,
      editable: source.editable && !aliased,
      severity: severity ?? leniency(source, finding),
    };
    if (elided && isAboutAbsence(finding)) return [];
    return isHidden(file, firstError, found) || isV2(source, finding, entry) ? [] : [found];
  });
}

/**
 * Resources from xDS may be newer than the Envoy that reads them. Envoy warns about fields and enum values that it does
 * not know.
 */
const leniency = ({ form }: EnvoySource, finding: EnvoyFinding): Severity | undefined =>
  form === 'discovery' &&
  (finding.code === 'unknown-field' || (finding.code === 'invalid-value' && finding.kind === 'enum'))
    ? 'warning'
    : undefined;

const isAboutAbsence = ({ code }: EnvoyFinding): boolean => code === 'missing-field' || code === 'missing-type';

const isOneOf =
  <Code extends FindingCode>(codes: readonly Code[]) =>
  (finding: EnvoyFinding): finding is Extract<EnvoyFinding, { code: Code }> =>
    codes.includes(finding.code as Code);

const isHidden = ({ text }: SourceFile, first: number, { at, node }: PlacedFinding): boolean =>
  mayHaveLost(text, Math.max(at.range.end, node?.range.end ?? 0), first);

function isV2(source: Subjects['envoy']['source'], finding: EnvoyFinding, entry: YamlEntry | undefined): boolean {
  if (finding.code === 'unknown-extension') return isV2Type(finding.type);
  if (finding.code !== 'unknown-field') return false;
  return source.v2Leftovers().some((leftover) => leftover.kind === 'config' && leftover.entry === entry);
}
