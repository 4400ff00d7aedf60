import * as vscode from 'vscode';
import { type LinksParams, linksMethod, type WorkspaceLinks } from '../../../server/src/protocol.ts';
import type { CommandServices } from './command-services.ts';

const scheme = 'envoy-sidecar-links';
const page = vscode.Uri.from({ scheme, path: '/Envoy Sidecar Links' });

/**
 * `envoySidecar.showLinks({uri}?)`: shows which configs, Services, ports and clusters are linked in the workspace, and which
 * are not and why. Without a `uri`, what belongs to the file in the active editor comes first.
 */
export function registerShowLinks({ context, request }: CommandServices): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  let shown: WorkspaceLinks = { text: '', links: [] };
  let first: string | undefined;
  context.subscriptions.push(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      provideTextDocumentContent: () => shown.text,
    }),
    vscode.languages.registerDocumentLinkProvider({ scheme }, { provideDocumentLinks: () => shown.links.map(toLink) }),
  );
  return vscode.commands.registerCommand('envoySidecar.showLinks', async (argument: unknown) => {
    first = uriOf(argument, first);
    const answer = await request<WorkspaceLinks>(linksMethod, { uri: first } satisfies LinksParams);
    if ('refused' in answer) return void vscode.window.showWarningMessage(answer.refused);
    shown = answer;
    changed.fire(page);
    await vscode.window.showTextDocument(page, { preview: false });
  });
}

/** @param last what came first before, which the report itself keeps */
function uriOf(argument: unknown, last: string | undefined): string | undefined {
  const given = typeof argument === 'object' && argument !== null && 'uri' in argument ? argument.uri : undefined;
  const active = vscode.window.activeTextEditor?.document.uri;
  if (typeof given === 'string') return given;
  return active?.scheme === scheme ? last : active?.toString();
}

/** The place in a file is the fragment of its address. */
function toLink({ range: { start, end }, target }: WorkspaceLinks['links'][number]): vscode.DocumentLink {
  const { line, character } = target.range.start;
  return new vscode.DocumentLink(
    new vscode.Range(start.line, start.character, end.line, end.character),
    vscode.Uri.parse(target.uri).with({ fragment: `L${line + 1},${character + 1}` }),
  );
}
