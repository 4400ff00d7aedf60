/** The only door into the analysis: pure functions from texts to diagnostics, edits and answers. Offsets are UTF-16 units. */
export { newSidecar, type NewSidecar, sidecarManifest } from './plans/new-sidecar/new-sidecar.ts';
export {
  asksForHost,
  checkedAnswers,
  nameOf,
  type SidecarAnswers,
  type SidecarKind,
  sidecarKinds,
  sidecarWorkloads,
} from './plans/new-sidecar/sidecar-answers.ts';
export { createService, type ServicePlan } from './plans/create-service.ts';
export { type CodeLens, codeLenses, type LensCommand } from './features/code-lenses.ts';
export type { CallItem } from './features/calls/call-item.ts';
export { type Call, callItem, incomingCalls, outgoingCalls } from './features/calls/call-hierarchy.ts';
export { type CompletionItem, complete } from './features/completion/completion.ts';
export type { InsertAbility } from './features/completion/offered-items.ts';
export { type Definition, definition } from './features/definition.ts';
export { describe } from './features/describe.ts';
export type { Described, Description } from './features/described.ts';
export { documentLinks } from './features/document-links.ts';
export type { FileLink } from './features/file-links.ts';
export { type DocumentSymbol, documentSymbols, type SymbolKind } from './features/document-symbols.ts';
export { type FoldingRange, foldingRanges } from './features/folding-ranges.ts';
export { type Hover, hover } from './features/hover.ts';
export { format } from './features/formatting/format.ts';
export { indentAfterBreak } from './features/line-break-indent.ts';
export { linkSummary } from './features/links/link-summary.ts';
export { type LinkInText, linksText } from './features/links/links-text.ts';
export { type TreeNode, workloadTree } from './features/links/workload-tree.ts';
export { type Highlight, highlights, references } from './features/references.ts';
export { type InlayHint, type InlayHintKind, inlayHintKinds, inlayHints } from './features/inlay-hints.ts';
export { type Refactoring, refactorings } from './features/refactorings/refactorings.ts';
export { prepareRename, type Renameable, type RenameRefusal, rename } from './features/rename.ts';
export type { WebLink } from './features/web-links.ts';
export { selectionRanges } from './features/selection-ranges.ts';
export { type SemanticToken, semanticTokens, type TokenType, tokenTypes } from './features/semantic-tokens.ts';
export { type WorkspaceSymbol, workspaceSymbols } from './features/workspace-symbols.ts';
export { type DeployPlan, deployPlan } from './plans/deploy-plan.ts';
export { type LocalPlan, localPlan } from './plans/local-plan.ts';
export { type RequestPlan, plannedRequests } from './plans/planned-requests.ts';
export { isRefused, type RefusedPlan } from './plans/refused-plan.ts';
export { locateEnvoyError } from './envoy-errors/locate-envoy-error.ts';
export { locateField } from './envoy-errors/locate-field.ts';
export {
  displayMessage,
  displayWords,
  formatMessage,
  type Message,
  message,
  sentences,
  type Translate,
  type Words,
} from './rules/message.ts';
export { allRules } from './rules/all-rules.ts';
export { ignoreInProject } from './rules/fixes/ignore-in-project.ts';
export { commentHolds, type DiagnosticsOf, fixHolds } from './rules/fixes/fix-holds.ts';
export { diagnose, diagnosing, isChecked, workloadsOf } from './rules/run-rules.ts';
export type { Diagnostic, FileEdits, Finding, Fix, Place, Rule, RuleExample, Severity } from './rules/rule.ts';
export type { SeverityOverrides } from './rules/severities.ts';
export { envoyReleases } from './schema/envoy-releases.ts';
export type { Failure, OnFailure } from './text/attempt.ts';
export { type LineIndex, type LinePosition, lineIndex, offsetAt, positionAt } from './text/line-index.ts';
export { escapeUnprintable } from './text/shown-text.ts';
export { editBetween } from './text/text-change.ts';
export { withoutTrailing } from './text/trailing.ts';
export { applyEdits, type FileRange, overlaps, type TextEdit, type TextRange, touches } from './text/text-range.ts';
export { kubernetesVersion } from './schema/kubernetes-versions.ts';
export { envoyVersion } from './workspace/envoy-version.ts';
export { isProjectPath, projectFileName, type SeverityName, severityNames } from './workspace/project/project-keys.ts';
export { exactPattern, pathPattern } from './workspace/project/path-pattern.ts';
export { filesOfChangedProjects, isIgnored } from './workspace/project/projects.ts';
export { comparedFilesOf, type EnvoyWorkload, filesOf } from './workspace/envoy-workload.ts';
export { servicesAffectedBy } from './workspace/services-affected.ts';
export type { EnvoySource } from './workspace/envoy-source.ts';
export { type FileKind, mayBeRecognised, type TreatAs } from './workspace/file-kind.ts';
export { foldersAbove } from './workspace/nearest-index.ts';
export type { SourceFile } from './workspace/source-file.ts';
export { type TargetVersion, targetVersion } from './workspace/target-version.ts';
export { fileName, folderOf } from './workspace/uri-path.ts';
export {
  emptyWorkspace,
  readAhead,
  type Workspace,
  type WorkspaceOptions,
  withOptions,
  withoutFile,
  withText,
  withTexts,
} from './workspace/workspace.ts';
