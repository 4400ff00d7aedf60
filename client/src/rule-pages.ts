import * as vscode from 'vscode';
import { rulePage } from './rule-page.ts';

const scheme = 'envoy-sidecar';

/** What the server puts the anchor of a rule into; package.json has such files opened as previews. */
export const ruleLink = `${scheme}:/rules/{rule}.md`;

/** Serves the pages that diagnostics link to, from the packed docs/rules.md: the hover of an error opens no commands, but documents. */
export const provideRulePages = ({ extensionUri }: vscode.ExtensionContext): vscode.Disposable =>
  vscode.workspace.registerTextDocumentContentProvider(scheme, {
    async provideTextDocumentContent({ path }) {
      const page = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extensionUri, 'docs', 'rules.md'));
      const [, anchor = ''] = /^\/rules\/(.*)\.md$/.exec(path) ?? [];
      return rulePage(new TextDecoder().decode(page), anchor);
    },
  });
