import type { Manifest } from '../kubernetes/manifest.ts';
import type { EnvoyWorkload } from '../workspace/envoy-workload.ts';
import { field } from '../envoy/envoy-field.ts';
import { routeConfigsOf } from '../envoy/route-configs.ts';
import { attempt } from '../text/attempt.ts';
import type { TextRange } from '../text/text-range.ts';
import { visibleRange } from '../text/visible-range.ts';
import { lazy, createOnce } from '../text/lazy.ts';
import { hiddenByBreak } from '../workspace/hidden-by-break.ts';
import { kubernetesTarget } from '../workspace/kubernetes-target.ts';
import { labelsSetBy } from '../workspace/kustomize-builds.ts';
import { isPatched } from '../workspace/link-workloads.ts';
import { nearMisses } from '../workspace/near-misses.ts';
import { type EnvoySource, isInConfigMap, isWhole } from '../workspace/envoy-source.ts';
import type { SourceFile } from '../workspace/source-file.ts';
import { severityNames } from '../workspace/project/project-keys.ts';
import { isIgnored, projectOf } from '../workspace/project/projects.ts';
import { isUnchecked, targetVersion } from '../workspace/target-version.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { blockCheck } from '../yaml/incremental/memo.ts';
import type { YamlNode } from '../yaml/syntax/yaml-node.ts';
import { allRules } from './all-rules.ts';
import { reportMessages } from './findings/message-findings.ts';
import { formatMessage } from './message.ts';
import { messageChecks } from './message-checks.ts';
import { withEmbeddedEdits } from './embedded-edits.ts';
import type {
  AnyRule,
  ConfigSubject,
  Diagnostic,
  Finding,
  PlacedSource,
  MessageRule,
  PartFinding,
  PartRule,
  Report,
  Rule,
  SubjectKind,
  Subjects,
} from './rule.ts';
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
  const { onFailure, projects } = workspace;
  const file = workspace.files.get(uri);
  if (!file || !isChecked(workspace, uri)) return [];
  const isSuppressed = suppressionsOf(file);
  const subjects = subjectsIn(workspace, file);
  const overrideOf = overridesOf([overrides, projectOf(projects, uri)?.settings.rules ?? {}]);
  const found: Found = new Map();
  const isHidden = lazy(() => hiddenByBreak(file, syntaxErrorsIn([...found.values()])));
  for (const rule of inOrder) {
    if (overrideOf([rule.code]) === 'off') continue;
    const own = codesOf(rule, rule.formerCodes);
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
    attempt(onFailure, step, undefined, () => check(rule, subjects, report));
  }
  return mostSevere([...found.values()]).sort(
    (a, b) => a.at.range.start - b.at.range.start || a.at.range.end - b.at.range.end,
  );
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
const inOrder = allRules.toSorted((a, b) => Number(b.subject === 'file') - Number(a.subject === 'file'));

const syntaxErrorsIn = (found: readonly Diagnostic[]): readonly TextRange[] =>
  found.filter(({ code }) => code === yamlSyntax.code).map(({ at }) => at.range);

/** The workloads of a file: as manifest, config or Service. */
export const workloadsOf = (workspace: Workspace, uri: string): readonly EnvoyWorkload[] =>
  workspace.workloadsByFile.get(uri) ?? [];

/** Also those that kustomizations build, and those whose clusters or policies lead to the file. */
const checkedWorkloads = (workspace: Workspace, uri: string): readonly EnvoyWorkload[] =>
  workspace.comparedByFile.get(uri) ?? [];

function check(rule: AnyRule, subjects: SubjectsOfFile, report: Report): void {
  if (rule.subject === 'workload') for (const workload of subjects.workload()) checkWorkload(rule, workload, report);
  else if (isAboutConfigs(rule)) for (const subject of subjects.envoy()) checkConfig(rule, subject, report);
  else if (rule.subject === 'manifest') for (const subject of subjects.manifest()) checkManifest(rule, subject, report);
  else for (const subject of subjects[rule.subject]()) rule.check(subject as never, report);
}

type ConfigRule = Extract<AnyRule, { readonly subject: 'cluster' | 'envoy' | 'message' | 'routeConfig' }>;

const isAboutConfigs = (rule: AnyRule): rule is ConfigRule =>
  ['cluster', 'envoy', 'message', 'routeConfig'].includes(rule.subject);

function checkConfig(rule: ConfigRule, subject: ConfigSubject, reportAny: Report): void {
  if (isUnchecked(subject.target) && !rule.anyVersion) return;
  const sources = lazy(() => sourcesAround(subject));
  const report: Report = (finding) => reportAny(withEmbeddedEdits(finding, sources()));
  if (rule.needsWhole && !isWhole(subject.file, subject.source)) return;
  if (rule.subject === 'cluster') checkClusters(rule, subject, report);
  else if (rule.subject === 'routeConfig') checkRoutes(rule, subject, report);
  else if (rule.subject === 'message') checkMessages(rule, subject, report);
  else rule.check(subject, report);
}

/** The config and those that it shares resources with. */
const sourcesAround = ({ file, source, names, namedBy }: ConfigSubject): readonly PlacedSource[] => [
  { file, source },
  ...namedBy,
  ...names.flatMap(({ target, resources }) => (resources ? [{ file: target, source: resources }] : [])),
];

function checkManifest(rule: Rule<'manifest'>, subject: Subjects['manifest'], report: Report): void {
  if (!subject.build) rule.check(subject, report);
  else if (rule.checksBuilds)
    rule.check(subject, subject.build === 'patched' ? (finding) => report(withoutFixes(finding)) : report);
}

const withoutFixes = ({ fixes: _, ...finding }: Finding): Finding => finding;

/** A workload is checked once, although the findings are requested for each of its files. */
function checkWorkload(rule: Rule<'workload'>, workload: EnvoyWorkload, report: Report): void {
  const found = workload.once(rule.code, () => {
    const findings: Finding[] = [];
    rule.check(workload, (finding) => findings.push(withoutWrongFixes(finding, workload)));
    return findings;
  });
  for (const finding of found) report(finding);
}

/** What a kustomization builds of several files is not edited. */
function withoutWrongFixes(finding: Finding, { config, siblings, patchedBy }: EnvoyWorkload): Finding {
  if (patchedBy) return withoutFixes(finding);
  const links = [config, ...siblings.map((sibling) => sibling.config)];
  return withEmbeddedEdits(
    finding,
    links.flatMap((link) => (link ? [link, ...(link.lds ? [{ file: link.file, source: link.lds }] : [])] : [])),
  );
}

function checkClusters(rule: PartRule<'cluster'>, subject: ConfigSubject, report: Report): void {
  const { config } = subject.source;
  const list = field(field(config.root, 'static_resources'), 'clusters');
  const { file, look, reportHere } = partsCheck(rule, subject, report);
  const each = () => {
    for (const cluster of config.clusters) look(cluster.node, () => rule.check({ file, cluster }, reportHere));
  };
  // Most edits are elsewhere, or in one of hundreds.
  if (list) look(list, each);
  else each();
}

function checkRoutes(rule: PartRule<'routeConfig'>, subject: ConfigSubject, report: Report): void {
  const { file, look, reportHere } = partsCheck(rule, subject, report);
  for (const routeConfig of routeConfigsOf(subject.source.config))
    look(routeConfig.node, () => rule.check({ file, routeConfig }, reportHere));
}

/** The messages were checked once for all rules. */
const checkMessages = ({ code, fixes }: MessageRule, subject: ConfigSubject, report: Report): void =>
  reportMessages(subject, code, report, { fixes });

/** For a rule that checks parts of a config separately: skips parts in which it is known to find nothing. */
function partsCheck({ code }: PartRule, subject: ConfigSubject, report: Report) {
  const { file, source, target } = subject;
  let count = 0;
  const check = blockCheck(source.memo, code, () => count);
  const as = `${target.version} ${target.contrib}`;
  return {
    file: { uri: file.uri },
    look: (node: YamlNode, into: () => void) => check.look(node, as, into),
    reportHere: ({ fixes, ...finding }: PartFinding) => {
      count++;
      report({ ...finding, ...(fixes && { fixes: () => fixes(subject) }) });
    },
  };
}

type SubjectsOfFile = { readonly [K in SubjectKind]: () => readonly Subjects[K][] };

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
