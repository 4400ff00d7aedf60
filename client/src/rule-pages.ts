import * as vscode from 'vscode';
import { rulePageAt, scheme } from './rule-page.ts';

/** Serves the pages of rules from the packaged docs/rules.md. A link in a diagnostic opens documents, but runs no commands. */
export const provideRulePages = ({ extensionUri }: vscode.ExtensionContext): vscode.Disposable =>
  vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: ({ path }) =>
      rulePageAt(path, async () => {
        const rules = vscode.Uri.joinPath(extensionUri, 'docs', 'rules.md');
        return new TextDecoder().decode(await vscode.workspace.fs.readFile(rules));
      }),
  });
