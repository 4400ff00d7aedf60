import type { EnvoyWorkload } from '../workspace/envoy-workload.ts';
import { field } from '../envoy/envoy-field.ts';
import { routeConfigsOf } from '../envoy/route-configs.ts';
import { attempt } from '../text/attempt.ts';
import { lazy, createOnce } from '../text/lazy.ts';
import { isPatched } from '../workspace/link-workloads.ts';
import { type EnvoySource, isInConfigMap, isWhole } from '../workspace/envoy-source.ts';
import type { SourceFile } from '../workspace/source-file.ts';
import { isUnchecked, targetVersion } from '../workspace/target-version.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { blockCheck } from '../yaml/incremental/memo.ts';
import type { YamlNode } from '../yaml/syntax/yaml-node.ts';
import { allRules } from './all-rules.ts';
import { reportMessages } from './findings/message-findings.ts';
import { formatMessage } from './message.ts';
import { messageChecks } from './message-checks.ts';
import type {
  AnyRule,
  ConfigSubject,
  Diagnostic,
  Finding,
  MessageRule,
  PartFinding,
  PartRule,
  Report,
  Rule,
  SubjectKind,
  Subjects,
} from './rule.ts';
import { overrideFor, type SeverityOverrides } from './severities.ts';
import { suppressionsOf } from './suppressions.ts';

/** More findings than this in one file help nobody and slow every editor down. */
const MAX_PER_FILE = 1000;

/** The diagnostics of one file, in the order of their places. A template gets none. */
export function diagnose(workspace: Workspace, uri: string, overrides: SeverityOverrides = {}): readonly Diagnostic[] {
  const { onFailure } = workspace;
  const file = workspace.files.get(uri);
  if (!file || file.kind === 'template' || file.kind === 'other') return [];
  const isSuppressed = suppressionsOf(file);
  const subjects = subjectsIn(workspace, file);
  const found = new Map<string, Diagnostic>();
  for (const rule of allRules) {
    if (overrideFor([rule.code], overrides) === 'off') continue;
    const step = { uri, what: rule.code };
    const report = (finding: Finding) => {
      const { formerCodes = rule.formerCodes ?? [] } = finding;
      const codes = [rule.code, ...formerCodes];
      const override = overrideFor(codes, overrides);
      if (override === 'off' || finding.at.uri !== uri || isSuppressed(codes, finding.at.range.start)) return;
      const severity = override ?? finding.severity ?? rule.severity;
      const diagnostic = {
        ...finding,
        code: rule.code,
        severity,
        ...(rule.safeFixes && { safeFixes: rule.safeFixes }),
        ...(finding.fixes && { fixes: () => attempt(onFailure, step, [], () => finding.fixes?.() ?? []) }),
      };
      const key = `${rule.code} ${finding.at.range.start} ${finding.at.range.end} ${formatMessage(finding.message)}`;
      // Two workloads may share a config: what is wrong with it is said once.
      if (!found.has(key)) found.set(key, diagnostic);
    };
    attempt(onFailure, step, undefined, () => check(rule, subjects, report));
  }
  return [...found.values()]
    .sort((a, b) => a.at.range.start - b.at.range.start || a.at.range.end - b.at.range.end)
    .slice(0, MAX_PER_FILE);
}

/** The workloads that a file takes part in: as manifest, config or Service. */
export const workloadsOf = (workspace: Workspace, uri: string): readonly EnvoyWorkload[] =>
  workspace.workloadsByFile.get(uri) ?? [];

function check(rule: AnyRule, subjects: SubjectsOfFile, report: Report): void {
  if (rule.subject === 'workload') for (const workload of subjects.workload()) checkWorkload(rule, workload, report);
  else if (isAboutConfigs(rule)) for (const subject of subjects.envoy()) checkConfig(rule, subject, report);
  else for (const subject of subjects[rule.subject]()) rule.check(subject as never, report);
}

type ConfigRule = Extract<AnyRule, { readonly subject: 'cluster' | 'envoy' | 'message' | 'routeConfig' }>;

const isAboutConfigs = (rule: AnyRule): rule is ConfigRule =>
  ['cluster', 'envoy', 'message', 'routeConfig'].includes(rule.subject);

function checkConfig(rule: ConfigRule, subject: ConfigSubject, report: Report): void {
  if (isUnchecked(subject.target) && !rule.anyVersion) return;
  if (rule.subject === 'cluster') checkClusters(rule, subject, report);
  else if (rule.subject === 'routeConfig') checkRoutes(rule, subject, report);
  else if (rule.subject === 'message') checkMessages(rule, subject, report);
  else rule.check(subject, report);
}

/** A workload is looked at once, though each of its files is asked for what was found. */
function checkWorkload(rule: Rule<'workload'>, workload: EnvoyWorkload, report: Report): void {
  const found = workload.once(rule.code, () => {
    const findings: Finding[] = [];
    rule.check(workload, (finding) => findings.push(finding));
    return findings;
  });
  for (const finding of found) report(finding);
}

function checkClusters(rule: PartRule<'cluster'>, subject: ConfigSubject, report: Report): void {
  const { config } = subject.source;
  const list = field(field(config.root, 'static_resources'), 'clusters');
  const { file, look, reportHere } = partsCheck(rule, subject, report);
  const each = () => {
    for (const cluster of config.clusters) look(cluster.node, () => rule.check({ file, cluster }, reportHere));
  };
  // Nearly always an edit is elsewhere, or in one of hundreds.
  if (list) look(list, each);
  else each();
}

function checkRoutes(rule: PartRule<'routeConfig'>, subject: ConfigSubject, report: Report): void {
  const { file, look, reportHere } = partsCheck(rule, subject, report);
  for (const routeConfig of routeConfigsOf(subject.source.config))
    look(routeConfig.node, () => rule.check({ file, routeConfig }, reportHere));
}

/** The messages were looked at once, for all rules. */
function checkMessages({ code, needsWhole, fixes }: MessageRule, subject: ConfigSubject, report: Report): void {
  if (!needsWhole || isWhole(subject.file, subject.source)) reportMessages(subject, code, report, { fixes });
}

/** For a rule that looks at parts of a config by themselves: passes over those in which it is known to find nothing. */
function partsCheck({ code, needsWhole }: PartRule, subject: ConfigSubject, report: Report) {
  const { file, source, target } = subject;
  let count = 0;
  const check = blockCheck(source.memo, code, () => count);
  const as = `${target.version} ${target.contrib}`;
  const isAsked = needsWhole !== true || isWhole(file, source);
  return {
    file: { uri: file.uri },
    look: (node: YamlNode, into: () => void) => {
      if (isAsked) check.look(node, as, into);
    },
    reportHere: ({ fixes, ...finding }: PartFinding) => {
      count++;
      report({ ...finding, ...(fixes && { fixes: () => fixes(subject) }) });
    },
  };
}

type SubjectsOfFile = { readonly [K in SubjectKind]: () => readonly Subjects[K][] };

/** What the rules of each kind look at in a file; gathered once for all rules. */
function subjectsIn(workspace: Workspace, file: SourceFile): SubjectsOfFile {
  const envoy = lazy(() => file.envoySources.map((source) => configSubject(workspace, file, source)));
  return {
    file: () => [{ file, messageChecks }],
    envoy,
    manifest: lazy(() =>
      file.manifests.map((manifest) => ({
        file,
        manifest,
        patch: workspace.index.patchFiles.has(file.uri) || isPatched(manifest, workspace.index),
        once: createOnce(),
      })),
    ),
    workload: lazy(() => workloadsOf(workspace, file.uri)),
  };
}

const configSubject = (workspace: Workspace, file: SourceFile, source: EnvoySource): ConfigSubject => ({
  file,
  source,
  target: targetVersion(workspace, file, source),
  workloads: workloadsOf(workspace, file.uri).filter(({ config }) => config?.source === source),
  namedBy: workspace.index.xdsLinks.filter(({ resources }) => resources === source),
  inConfigMap: isInConfigMap(file, source) || workspace.index.generatorFiles.has(file.uri),
  messageChecks,
});
