import * as vscode from 'vscode';

/**
 * `envoySidecar.showDocumentation`: shows the README of the extension, in which links and pictures of installed files work. The
 * page of the extension in VS Code has only those of the web.
 */
export const registerShowDocumentation = (context: vscode.ExtensionContext): vscode.Disposable =>
  vscode.commands.registerCommand('envoySidecar.showDocumentation', () => {
    // vsce packs it in small letters.
    const name = context.extensionMode === vscode.ExtensionMode.Production ? 'readme.md' : 'README.md';
    return vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.joinPath(context.extensionUri, name));
  });
