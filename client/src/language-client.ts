import path from 'node:path';
import * as vscode from 'vscode';
import {
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  TransportKind,
} from 'vscode-languageclient/node';
import { type DocumentStatus, statusMethod } from '../../server/src/protocol.ts';
import { trustedCodeLenses } from './trusted-code-lenses.ts';
import { traceChannel } from './trace-channel.ts';

/** The language server as the rest of the extension sees it. */
export interface LanguageServer {
  /** Starts it; where that fails the person is told, and every later request says why. */
  start(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
  request<T>(method: string, params: unknown, token?: vscode.CancellationToken): Promise<T>;
  readonly onStatus: vscode.Event<DocumentStatus>;
}

const languages = ['yaml', 'json', 'jsonc'];
/** Unsaved buffers, too: files are recognised by what is in them. */
const schemes = ['file', 'untitled'];

export function createLanguageServer(
  context: vscode.ExtensionContext,
  output: vscode.LogOutputChannel,
): LanguageServer {
  const lenses = trustedCodeLenses();
  const trace = traceChannel(output);
  const options: LanguageClientOptions = {
    documentSelector: schemes.flatMap((scheme) => languages.map((language) => ({ scheme, language }))),
    outputChannel: output,
    traceOutputChannel: trace.channel,
    initializationOptions: { status: true, completionCommand: 'editor.action.triggerSuggest' },
    middleware: { provideCodeLenses: lenses.provideCodeLenses },
    // A failed start is told in our own words.
    initializationFailedHandler: () => false,
  };
  const client = new LanguageClient('envoySidecar', 'Envoy Sidecar', serverOptions(context), options);
  const status = new vscode.EventEmitter<DocumentStatus>();
  context.subscriptions.push(
    status,
    trace,
    client.onNotification(statusMethod, (documentStatus: DocumentStatus) => status.fire(documentStatus)),
    vscode.workspace.onDidGrantWorkspaceTrust(() => lenses.refresh(client)),
  );
  const start = () => startOrTell(client, output);
  return {
    start,
    async restart() {
      if (client.needsStop()) await client.stop();
      await start();
    },
    stop: async () => {
      if (client.needsStop()) await client.stop();
    },
    async request<T>(method: string, params: unknown, token?: vscode.CancellationToken): Promise<T> {
      // Waits where the server is still starting.
      await client.start();
      return token ? client.sendRequest<T>(method, params, token) : client.sendRequest<T>(method, params);
    },
    onStatus: status.event,
  };
}

function serverOptions(context: vscode.ExtensionContext): ServerOptions {
  const module = context.asAbsolutePath(path.join('server', 'dist', 'cli.js'));
  const run = { module, transport: TransportKind.ipc, args: ['lsp'] };
  return { run, debug: { ...run, options: { execArgv: ['--nolazy', '--inspect=6019'] } } };
}

async function startOrTell(client: LanguageClient, output: vscode.LogOutputChannel): Promise<void> {
  try {
    await client.start();
  } catch (error) {
    output.error(error instanceof Error ? error : String(error));
    void tellThatItDidNotStart(output);
  }
}

async function tellThatItDidNotStart(output: vscode.LogOutputChannel): Promise<void> {
  const showOutput = vscode.l10n.t('Show Output');
  const restart = vscode.l10n.t('Try Again');
  const sentence = vscode.l10n.t(
    'The language server of Envoy Sidecar did not start, so files are not checked. The output says why.',
  );
  const chosen = await vscode.window.showErrorMessage(sentence, showOutput, restart);
  if (chosen === showOutput) output.show();
  if (chosen === restart) await vscode.commands.executeCommand('envoySidecar.restartServer');
}
