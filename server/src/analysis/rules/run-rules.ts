import type { EnvoyWorkload } from '../workspace/envoy-workload.ts';
import { lazy } from '../text/lazy.ts';
import { isPatched } from '../workspace/link-workloads.ts';
import type { SourceFile } from '../workspace/source-file.ts';
import { targetVersion } from '../workspace/target-version.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { allRules } from './all-rules.ts';
import { formatMessage } from './message.ts';
import type { Diagnostic, Finding, Rule, SubjectKind, Subjects } from './rule.ts';
import { overrideFor, type SeverityOverrides } from './severities.ts';
import { suppressionsOf } from './suppressions.ts';

/** More findings than this in one file help nobody and slow every editor down. */
const MAX_PER_FILE = 1000;

/** The diagnostics of one file, in the order of their places. A template gets none. */
export function diagnose(workspace: Workspace, uri: string, overrides: SeverityOverrides = {}): readonly Diagnostic[] {
  const file = workspace.files.get(uri);
  if (!file || file.kind === 'template' || file.kind === 'other') return [];
  const isSuppressed = suppressionsOf(file);
  const subjects = subjectsIn(workspace, file);
  const found = new Map<string, Diagnostic>();
  for (const rule of allRules) {
    const override = overrideFor(rule.code, overrides);
    if (override === 'off') continue;
    check(rule, subjects, (finding) => {
      if (finding.at.uri !== uri || isSuppressed(rule.code, finding.at.range.start)) return;
      const diagnostic = { ...finding, code: rule.code, severity: override ?? finding.severity ?? rule.severity };
      const key = `${rule.code} ${finding.at.range.start} ${finding.at.range.end} ${formatMessage(finding.message)}`;
      // Two workloads may share a config: what is wrong with it is said once.
      if (!found.has(key)) found.set(key, diagnostic);
    });
  }
  return [...found.values()]
    .sort((a, b) => a.at.range.start - b.at.range.start || a.at.range.end - b.at.range.end)
    .slice(0, MAX_PER_FILE);
}

/** The workloads that a file takes part in: as manifest, config or Service. */
export const workloadsOf = (workspace: Workspace, uri: string): readonly EnvoyWorkload[] =>
  workspace.workloads.filter(
    (workload) =>
      workload.file.uri === uri ||
      workload.config?.file.uri === uri ||
      workload.services.some((service) => service.file.uri === uri),
  );

function check(rule: Rule, subjects: SubjectsOfFile, report: (finding: Finding) => void): void {
  for (const subject of subjects[rule.subject]()) rule.check(subject as never, report);
}

type SubjectsOfFile = { readonly [K in SubjectKind]: () => readonly Subjects[K][] };

/** What the rules of each kind look at in a file; gathered once for all rules. */
const subjectsIn = (workspace: Workspace, file: SourceFile): SubjectsOfFile => ({
  file: () => [{ file }],
  envoy: lazy(() =>
    file.envoySources.map((source) => ({
      file,
      source,
      target: targetVersion(workspace, file, source),
      get workloads() {
        return workspace.workloads.filter(({ config }) => config?.source === source);
      },
      get namedBy() {
        return workspace.index.xdsLinks.filter(({ resources }) => resources === source);
      },
    })),
  ),
  manifest: lazy(() =>
    file.manifests.map((manifest) => ({
      file,
      manifest,
      patch: workspace.index.patchFiles.has(file.uri) || isPatched(manifest, workspace.index),
    })),
  ),
  workload: lazy(() => workloadsOf(workspace, file.uri)),
});
