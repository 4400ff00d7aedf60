import {
  type Diagnostic as LspDiagnostic,
  DiagnosticSeverity,
  DiagnosticTag,
  type Location,
  type Range,
  type TextDocumentEdit,
  type TextEdit as LspTextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import {
  type Diagnostic,
  type FileEdits,
  type FileRange,
  displayMessage,
  type LineIndex,
  positionAt,
  type Severity,
  type TextEdit,
  type TextRange,
  type Workspace,
} from '../analysis/index.ts';
import type { ClientFeatures } from './client-features.ts';

/**
 * The context of a conversion: the snapshot that offsets belong to, and the client's URIs and versions of the files.
 */
export interface Outbound {
  readonly workspace: Workspace;
  readonly features: ClientFeatures;
  clientUri(uri: string): string;
  version(uri: string): number | undefined;
}

export const toRange = (index: LineIndex, { start, end }: TextRange): Range => ({
  start: positionAt(index, start),
  end: positionAt(index, end),
});

/** What places are converted with. */
export type Places = Pick<Outbound, 'workspace' | 'clientUri'>;

/** Undefined if the file is not in the snapshot. */
export function toLocation({ workspace, clientUri }: Places, { uri, range }: FileRange): Location | undefined {
  const file = workspace.files.get(uri);
  return file && { uri: clientUri(uri), range: toRange(file.lineIndex, range) };
}

/** Undefined if the file is not in the snapshot. */
export function toDiagnostic(outbound: Outbound, diagnostic: Diagnostic): LspDiagnostic | undefined {
  const location = toLocation(outbound, diagnostic.at);
  if (!location) return undefined;
  const { features } = outbound;
  const related = (diagnostic.related ?? []).flatMap(({ at, message }) => {
    const relatedLocation = toLocation(outbound, at);
    return relatedLocation ? [{ location: relatedLocation, message: displayMessage(message, features.translate) }] : [];
  });
  const converted: LspDiagnostic = {
    range: location.range,
    severity: lspSeverity[diagnostic.severity],
    code: diagnostic.code,
    source: 'envoy-sidecar',
    message: displayMessage(diagnostic.message, features.translate),
  };
  if (features.ruleLink) converted.codeDescription = { href: features.ruleLink(diagnostic.code) };
  if (features.diagnosticTags && diagnostic.tags) converted.tags = diagnostic.tags.map((tag) => lspTag[tag]);
  if (features.relatedInformation && related.length > 0) converted.relatedInformation = related;
  return converted;
}

/** Edits of one or more files. A file that does not exist is created. @param deletes files that are deleted */
export function toWorkspaceEdit(
  outbound: Outbound,
  edits: readonly FileEdits[],
  deletes: readonly string[] = [],
): WorkspaceEdit {
  const { workspace, features, clientUri, version } = outbound;
  const files = edits.map(({ uri, edits: changes }) => ({
    uri,
    edits: toTextEdits(workspace.files.get(uri)?.lineIndex, changes),
  }));
  if (!features.documentChanges) {
    return { changes: Object.fromEntries(files.map(({ uri, edits: changes }) => [clientUri(uri), changes])) };
  }
  const changed = files.flatMap(({ uri, edits: changes }) => {
    const change: TextDocumentEdit = {
      textDocument: { uri: clientUri(uri), version: version(uri) ?? null },
      edits: changes,
    };
    return workspace.files.has(uri) ? [change] : [{ kind: 'create' as const, uri }, change];
  });
  const deleted = deletes.map((uri) => ({ kind: 'delete' as const, uri: clientUri(uri) }));
  return { documentChanges: [...changed, ...deleted] };
}

/**
 * @param index the index of the text that the edits apply to; undefined for a new file, where every edit is at the
 * start
 */
export function toTextEdits(index: LineIndex | undefined, edits: readonly TextEdit[]): LspTextEdit[] {
  const start = { line: 0, character: 0 };
  return edits.map(({ range, newText }) => ({ range: index ? toRange(index, range) : { start, end: start }, newText }));
}

const lspSeverity: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

const lspTag = { unnecessary: DiagnosticTag.Unnecessary, deprecated: DiagnosticTag.Deprecated } as const;
