import type { Manifest } from '../kubernetes/manifest.ts';
import type { EnvoyWorkload } from '../workspace/envoy-workload.ts';
import { attempt } from '../text/attempt.ts';
import type { TextRange } from '../text/text-range.ts';
import { visibleRange } from '../text/visible-range.ts';
import { lazy, createOnce } from '../text/lazy.ts';
import { hiddenByBreak } from '../workspace/hidden-by-break.ts';
import { kubernetesTarget } from '../workspace/kubernetes-target.ts';
import { labelsSetBy } from '../workspace/kustomize-builds.ts';
import { isPatched } from '../workspace/link-workloads.ts';
import { nearMisses } from '../workspace/near-misses.ts';
import { type EnvoySource, isInConfigMap } from '../workspace/envoy-source.ts';
import type { SourceFile } from '../workspace/source-file.ts';
import { severityNames } from '../workspace/project/project-keys.ts';
import { isIgnored, projectOf } from '../workspace/project/projects.ts';
import { targetVersion } from '../workspace/target-version.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { allRules } from './all-rules.ts';
import { formatMessage } from './message.ts';
import { messageChecks } from './message-checks.ts';
import { checkRule, type SubjectsOfFile } from './check-rule.ts';
import type { AnyRule, ConfigSubject, Diagnostic, Finding, Subjects } from './rule.ts';
import { yamlSyntax } from './yaml/syntax.ts';
import { overridesOf, type SeverityOverrides } from './severities.ts';
import { suppressionsOf } from './suppressions.ts';

/** More findings in one file are not useful and slow down editors. */
const MAX_PER_FILE = 1000;

/**
 * The diagnostics of one file, in the order of their locations. Empty for a template, and for a file that a project file
 * ignores.
 * @param overrides severities from the settings, which take precedence over those of the project file
 */
export function diagnose(workspace: Workspace, uri: string, overrides: SeverityOverrides = {}): readonly Diagnostic[] {
  const { value } = diagnosing(workspace, uri, overrides, never).next();
  return value ?? [];
}

/**
 * `diagnose` in steps, so that a request does not have to wait for all of them: what is read first, then the rules.
 * @param isDue whether to pause between two steps
 */
export function* diagnosing(
  workspace: Workspace,
  uri: string,
  overrides: SeverityOverrides,
  isDue: () => boolean,
): Generator<undefined, readonly Diagnostic[]> {
  const { onFailure, projects } = workspace;
  yield* reading(workspace, uri, isDue);
  const file = workspace.files.get(uri);
  if (!file || !isChecked(workspace, uri)) return [];
  const isSuppressed = suppressionsOf(file);
  const subjects = subjectsIn(workspace, file);
  const overrideOf = overridesOf([overrides, projectOf(projects, uri)?.settings.rules ?? {}]);
  const found: Found = new Map();
  const isHidden = lazy(() => hiddenByBreak(file, syntaxErrorsIn([...found.values()])));
  for (const { rule, own, code } of inOrder) {
    if (overrideOf(code) === 'off') continue;
    const ownOverride = overrideOf(own);
    const step = { uri, what: rule.code };
    const report = (finding: Finding) => {
      const codes = finding.formerCodes ? codesOf(rule, finding.formerCodes) : own;
      const override = codes === own ? ownOverride : overrideOf(codes);
      if (override === 'off' || finding.at.uri !== uri || isSuppressed(codes, finding.at.range.start)) return;
      if (rule.subject !== 'file' && isHidden()(finding.at.range)) return;
      const severity = override ?? finding.severity ?? rule.severity;
      const { message, formerCodes, tags, related, fixes } = finding;
      // Copying the finding takes several times as long, for each of hundreds.
      add(found, {
        code: rule.code,
        at: { uri, range: visibleRange(file.text, finding.at.range) },
        severity,
        message,
        formerCodes,
        tags,
        related,
        safeFixes: rule.safeFixes,
        fixes: fixes && (() => attempt(onFailure, step, [], fixes)),
      });
    };
    attempt(onFailure, step, undefined, () => checkRule(rule, subjects, report));
    if (isDue()) yield;
  }
  return mostSevere([...found.values()]).sort(
    (a, b) => a.at.range.start - b.at.range.start || a.at.range.end - b.at.range.end,
  );
}

/** Reads what several rules need. */
function* reading(workspace: Workspace, uri: string, isDue: () => boolean): Generator<undefined, void> {
  const reads = [
    () => workspace.written.get(uri)?.envoySources,
    () => workspace.files,
    () => workspace.index,
    () => workspace.comparedByFile,
  ];
  for (const read of reads) {
    read();
    if (isDue()) yield;
  }
}

/** Whether a file has diagnostics. The text of a patch may not say what it is, such as a list of operations. */
export function isChecked({ files, index, projects }: Workspace, uri: string): boolean {
  const kind = files.get(uri)?.kind;
  const isKnown = kind === 'other' ? index.patchFiles.has(uri) : kind !== undefined && kind !== 'template';
  return isKnown && !isIgnored(projects, uri);
}

/** All, or if there are too many, the errors first, so that no number of hints hides one. */
const mostSevere = (all: Diagnostic[]): Diagnostic[] =>
  all.length <= MAX_PER_FILE
    ? all
    : severityNames.flatMap((severity) => all.filter((one) => one.severity === severity)).slice(0, MAX_PER_FILE);

const ruleCodes = allRules.flatMap(({ code, formerCodes = [] }) => [code, ...formerCodes]);

/** The codes that comments and settings may name. */
const codesOf = ({ code }: AnyRule, formerCodes: readonly string[] = []): readonly string[] => [code, ...formerCodes];

/** By code and range, and by message where there are several. */
type Found = Map<string, Diagnostic>;

/** Two workloads may share a config. Its findings are reported once. */
function add(found: Found, diagnostic: Diagnostic): void {
  const { start, end } = diagnostic.at.range;
  const key = `${diagnostic.code} ${start} ${end}`;
  const first = found.get(key);
  if (!first) {
    found.set(key, diagnostic);
    return;
  }
  const text = formatMessage(diagnostic.message);
  if (text !== formatMessage(first.message) && !found.has(`${key} ${text}`)) found.set(`${key} ${text}`, diagnostic);
}

/** Rules about texts first: what they report of broken YAML hides what others find behind it. */
const inOrder = allRules
  .toSorted((a, b) => Number(b.subject === 'file') - Number(a.subject === 'file'))
  .map((rule) => ({ rule, code: [rule.code], own: codesOf(rule, rule.formerCodes) }));

/** For work that is not paused. */
const never = () => false;

const syntaxErrorsIn = (found: readonly Diagnostic[]): readonly TextRange[] =>
  found.filter(({ code }) => code === yamlSyntax.code).map(({ at }) => at.range);

/** The workloads of a file: as manifest, config or Service. */
export const workloadsOf = (workspace: Workspace, uri: string): readonly EnvoyWorkload[] =>
  workspace.workloadsByFile.get(uri) ?? [];

/** Also those that kustomizations build, and those whose clusters or policies lead to the file. */
const checkedWorkloads = (workspace: Workspace, uri: string): readonly EnvoyWorkload[] =>
  workspace.comparedByFile.get(uri) ?? [];

/** What the rules of each kind check in a file, collected once for all rules. */
function subjectsIn(workspace: Workspace, file: SourceFile): SubjectsOfFile {
  const envoy = lazy(() =>
    [...file.envoySources, ...sealedConfigs(workspace, file)].map((source) => configSubject(workspace, file, source)),
  );
  return {
    file: () => [{ file, messageChecks, ruleCodes }],
    envoy,
    manifest: lazy(() => [
      ...file.manifests.map((manifest) => manifestSubject(workspace, file, manifest)),
      ...buildsOf(workspace, file),
    ]),
    workload: lazy(() => checkedWorkloads(workspace, file.uri)),
  };
}

const manifestSubject = (workspace: Workspace, file: SourceFile, manifest: Manifest): Subjects['manifest'] => ({
  file,
  manifest,
  patch: workspace.index.patchFiles.has(file.uri) || isPatched(manifest, workspace.index),
  labelsSet: workspace.index.buildsOf(file.uri).flatMap(labelsSetBy),
  target: kubernetesTarget(workspace, file),
  nearMisses: () => nearMisses({ file, manifest }, workspace.index),
  once: createOnce(),
});

/** The workloads of a file that kustomizations patch, as they are after that. */
function buildsOf(workspace: Workspace, { uri }: SourceFile): Subjects['manifest'][] {
  const written = workloadsOf(workspace, uri).filter(({ manifest }) => isPatched(manifest, workspace.index));
  const built = workspace.builtByFile.get(uri) ?? [];
  const known = [...written, ...built].filter(({ silence }) => !silence.partial);
  const once = new Map(known.map((workload) => [workload.manifest, workload]));
  return [...once.values()].map(({ file, manifest, patchedBy }) => ({
    ...manifestSubject(workspace, file, manifest),
    patch: false,
    build: patchedBy ? 'patched' : 'written',
  }));
}

/** What is encoded is a config only if an Envoy reads it. */
function sealedConfigs(workspace: Workspace, file: SourceFile): readonly EnvoySource[] {
  if (file.sealedSources.length === 0) return [];
  const read = new Set(checkedWorkloads(workspace, file.uri).map(({ config }) => config?.source));
  return file.sealedSources.filter((source) => read.has(source));
}

const configSubject = (workspace: Workspace, file: SourceFile, source: EnvoySource): ConfigSubject => ({
  file,
  source,
  target: targetVersion(workspace, file, source),
  workloads: checkedWorkloads(workspace, file.uri).filter(
    ({ config }) => config && (config.source === source || config.lds === source),
  ),
  namedBy: workspace.index.xdsLinks.filter(({ resources }) => resources === source),
  names: workspace.index.xdsLinks.filter((link) => link.source === source),
  inConfigMap: isInConfigMap(file, source) || workspace.index.generatorFiles.has(file.uri),
  messageChecks,
});
