import {
  type CodeAction,
  CodeActionKind,
  type CodeActionParams,
  CodeActionTriggerKind,
  type Diagnostic as LspDiagnostic,
} from 'vscode-languageserver';
import {
  type Diagnostic,
  type DiagnosticsOf,
  diagnose,
  displayMessage,
  ignoreInProject,
  type Message,
  message,
  overlaps,
  prepareRename,
  refactorings,
  type SourceFile,
  type TextEdit,
} from '../analysis/index.ts';
import { fixAll, fixAllOfCode } from './fix-all.ts';
import { fileOf, toTextRange } from './from-protocol.ts';
import { ignoreInFile, ignoreOnLine } from './ignore-edits.ts';
import { type FixTrial, fixTrial } from './fix-trial.ts';
import type { Session } from './session.ts';
import { type Outbound, toDiagnostic, toWorkspaceEdit } from './to-protocol.ts';

export const fixAllKind = `${CodeActionKind.SourceFixAll}.envoySidecar`;
export const codeActionKinds: readonly string[] = [CodeActionKind.QuickFix, CodeActionKind.Refactor, fixAllKind];

/** The folder of the workspace that contains a file. */
type RootOf = (uri: string) => string | undefined;

/** The actions for a range. They are computed from the snapshot; the diagnostics that the client sends are ignored. */
export function codeActions(
  session: Session,
  outbound: Outbound,
  params: CodeActionParams,
  rootOf: RootOf = () => undefined,
): CodeAction[] {
  const file = fileOf(session.workspace, params.textDocument.uri);
  if (!file) return [];
  const { only, triggerKind } = params.context;
  const range = toTextRange(file, params.range);
  const all = session.diagnostics(file.uri);
  const here = all.filter((diagnostic) => overlaps(diagnostic.at.range, range));
  const fixes = wants(only, CodeActionKind.QuickFix) ? quickFixes({ session, outbound, rootOf }, file, here) : [];
  // To try a refactoring takes time, so it is not done for the lightbulb, which follows the cursor.
  const isAskedFor = triggerKind !== CodeActionTriggerKind.Automatic && wants(only, CodeActionKind.RefactorRewrite);
  const rewrites = isAskedFor ? refactorActions(session, outbound, file, range.start) : [];
  return [
    ...fixes,
    ...(wants(only, CodeActionKind.Refactor) ? changePort(outbound, file, range.start) : []),
    // A fix may do the same.
    ...rewrites.filter(({ title }) => !fixes.some((fix) => fix.title === title)),
    // A source action does not depend on the range. Editors request it by name.
    ...(only && wants(only, fixAllKind) ? fixAllActions(outbound, file, all) : []),
  ];
}

interface Asked {
  readonly session: Session;
  readonly outbound: Outbound;
  readonly rootOf: RootOf;
}

function quickFixes(asked: Asked, file: SourceFile, here: readonly Diagnostic[]): CodeAction[] {
  const { session, outbound } = asked;
  const trial = fixTrial(session);
  const fixes = here.flatMap((diagnostic) => fixActions(outbound, diagnostic, trial));
  const codes = [...new Set(here.map(({ code }) => code))];
  const groups = codes.flatMap((code) => codeActionsOf(session, outbound, file, code));
  const ignores = here.flatMap((diagnostic) => [
    ...ignoreActions(outbound, file, diagnostic, trial),
    ...ignoreEverywhere(asked, diagnostic),
  ]);
  return [...fixes, ...groups, ...ignores];
}

/** Renames the port at the cursor: the editor asks for the new number. */
function changePort({ workspace, features }: Outbound, { uri }: SourceFile, offset: number): CodeAction[] {
  const command = features.renameCommand;
  const found = command === undefined ? undefined : prepareRename(workspace, uri, offset);
  if (command === undefined || !found || 'refused' in found || !found.isPort) return [];
  const title = displayMessage(message('Change port {0} everywhere…', found.name), features.translate);
  return [{ title, kind: CodeActionKind.Refactor, command: { title, command } }];
}

function refactorActions(session: Session, outbound: Outbound, { uri }: SourceFile, offset: number): CodeAction[] {
  const found = refactorings(session.workspace, uri, offset, diagnosticsOf(session));
  const { deletesFiles, translate } = outbound.features;
  return found
    .filter(({ deletes }) => !deletes || deletesFiles)
    .map(({ title, edits, deletes }) => ({
      title: displayMessage(title, translate),
      kind: CodeActionKind.RefactorRewrite,
      edit: toWorkspaceEdit(outbound, edits, deletes),
    }));
}

/** The diagnostics of a snapshot, which are known for the current one. */
const diagnosticsOf =
  (session: Session): DiagnosticsOf =>
  (workspace, uri) =>
    workspace === session.workspace ? session.diagnostics(uri) : diagnose(workspace, uri, session.settings.severity);

function fixActions(outbound: Outbound, diagnostic: Diagnostic, trial: FixTrial): CodeAction[] {
  const { preferredActions, translate } = outbound.features;
  const fixes = (diagnostic.fixes?.() ?? []).filter((fix) => trial.holds(diagnostic, fix));
  return fixes.map((fix) => ({
    title: displayMessage(fix.title, translate),
    kind: CodeActionKind.QuickFix,
    diagnostics: lspDiagnostics(outbound, [diagnostic]),
    ...(preferredActions && fix.preferred ? { isPreferred: true } : {}),
    edit: toWorkspaceEdit(outbound, fix.edits),
  }));
}

function codeActionsOf(session: Session, outbound: Outbound, file: SourceFile, code: string): CodeAction[] {
  const edits = fixAllOfCode(session.workspace, file.uri, code, diagnosticsOf(session));
  if (edits.length === 0) return [];
  const same = session.diagnostics(file.uri).filter((diagnostic) => diagnostic.code === code);
  return [editAction(outbound, file, message('Fix all {0} in this file', code), edits, same)];
}

function fixAllActions(outbound: Outbound, file: SourceFile, all: readonly Diagnostic[]): CodeAction[] {
  const edits = fixAll(file, all);
  if (edits.length === 0) return [];
  const title = displayMessage(message('Apply all safe Envoy Sidecar fixes in this file'), outbound.features.translate);
  return [{ title, kind: fixAllKind, edit: toWorkspaceEdit(outbound, [{ uri: file.uri, edits }]) }];
}

/**
 * A comment is offered only if it suppresses the diagnostic: within a text it would be part of the text, and between
 * some lines it would have another meaning.
 */
function ignoreActions(outbound: Outbound, file: SourceFile, diagnostic: Diagnostic, trial: FixTrial): CodeAction[] {
  const { code, at } = diagnostic;
  const comments = [
    [message('Ignore {0} on this line', code), ignoreOnLine(file, code, at.range.start)],
    [message('Ignore {0} in this file', code), ignoreInFile(file, code)],
  ] as const;
  return comments.flatMap(([title, edit]) =>
    edit && trial.silences(diagnostic, edit) ? [editAction(outbound, file, title, [edit], [diagnostic])] : [],
  );
}

/** Turns the rule off in the project file. */
function ignoreEverywhere({ session, outbound, rootOf }: Asked, diagnostic: Diagnostic): CodeAction[] {
  const { code, at } = diagnostic;
  const { workspace, settings } = session;
  const edits = ignoreInProject(workspace, at.uri, code, rootOf(at.uri), settings.severity);
  if (!edits) return [];
  return [
    {
      title: displayMessage(message('Ignore {0} in this workspace', code), outbound.features.translate),
      kind: CodeActionKind.QuickFix,
      diagnostics: lspDiagnostics(outbound, [diagnostic]),
      edit: toWorkspaceEdit(outbound, [edits]),
    },
  ];
}

function editAction(
  outbound: Outbound,
  file: SourceFile,
  title: Message,
  edits: readonly TextEdit[],
  diagnostics: readonly Diagnostic[],
): CodeAction {
  return {
    title: displayMessage(title, outbound.features.translate),
    kind: CodeActionKind.QuickFix,
    diagnostics: lspDiagnostics(outbound, diagnostics),
    edit: toWorkspaceEdit(outbound, [{ uri: file.uri, edits }]),
  };
}

const lspDiagnostics = (outbound: Outbound, diagnostics: readonly Diagnostic[]): LspDiagnostic[] =>
  diagnostics.flatMap((diagnostic) => toDiagnostic(outbound, diagnostic) ?? []);

/** A kind is requested directly or by a parent kind: `source` includes `source.fixAll.envoySidecar`. */
const wants = (only: readonly string[] | undefined, kind: string): boolean =>
  !only || only.some((asked) => asked === '' || kind === asked || kind.startsWith(`${asked}.`));
