import * as vscode from 'vscode';
import { CodeLensRequest, type LanguageClient, type Middleware } from 'vscode-languageclient/node';

/** Code lenses run and deploy, so a workspace that is not trusted shows none. */
export function trustedCodeLenses(): {
  readonly provideCodeLenses: NonNullable<Middleware['provideCodeLenses']>;
  /** Asks for the lenses of the open editors anew. */
  refresh(client: LanguageClient): void;
} {
  return {
    provideCodeLenses: (document, token, next) => (vscode.workspace.isTrusted ? next(document, token) : []),
    refresh(client) {
      const feature = client.getFeature(CodeLensRequest.method);
      for (const document of vscode.workspace.textDocuments) {
        feature?.getProvider(document)?.onDidChangeCodeLensEmitter.fire();
      }
    },
  };
}
