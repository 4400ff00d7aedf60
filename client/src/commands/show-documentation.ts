import * as vscode from 'vscode';

/**
 * `envoySidecar.showDocumentation`: shows the README of the extension with working links and pictures of the installed
 * files. The extension page of VS Code supports only links and pictures on the web.
 */
export const registerShowDocumentation = (context: vscode.ExtensionContext): vscode.Disposable =>
  vscode.commands.registerCommand('envoySidecar.showDocumentation', () => {
    // vsce writes the file name in lowercase.
    const name = context.extensionMode === vscode.ExtensionMode.Production ? 'readme.md' : 'README.md';
    return vscode.commands.executeCommand('markdown.showPreview', vscode.Uri.joinPath(context.extensionUri, name));
  });
