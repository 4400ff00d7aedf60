import path from 'node:path';
import * as vscode from 'vscode';
import {
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  State,
  TransportKind,
} from 'vscode-languageclient/node';
import { type DocumentStatus, type Refusal, statusMethod } from '../../server/src/protocol.ts';
import { answerOrRefusal } from './connection/answer-or-refusal.ts';
import { type CrashLimit, crashLimit } from './connection/crash-limit.ts';
import { ownCompletions } from './own-completions.ts';
import { ruleLink } from './rule-page.ts';
import { trustedCodeLenses } from './trusted-code-lenses.ts';
import { traceChannel } from './trace-channel.ts';
import { commandIds } from './command-ids.ts';

/** The language server as the rest of the extension sees it. */
export interface LanguageServer {
  /** Starts it; where that fails the person is told, and every later request is refused. */
  start(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
  /** Starts it where it does not run. A refusal where it ends before it answers. */
  request<T>(method: string, params: unknown, token?: vscode.CancellationToken): Promise<T | Refusal>;
  readonly onStatus: vscode.Event<DocumentStatus>;
}

const languages = ['yaml', 'json', 'jsonc'];
/** Unsaved buffers, too: files are recognised by what is in them. */
const schemes = ['file', 'untitled'];

/** After so many ends in so many milliseconds the server is not started again. */
const mostCrashes = 3;
const crashWindowMs = 3 * 60_000;

export function createLanguageServer(
  context: vscode.ExtensionContext,
  output: vscode.LogOutputChannel,
): LanguageServer {
  const lenses = trustedCodeLenses();
  const trace = traceChannel(output);
  const crashes = crashLimit(mostCrashes, crashWindowMs);
  // What a server has found stays until the next one runs, also when there is none any more.
  const problems = vscode.languages.createDiagnosticCollection('envoySidecar');
  const options: LanguageClientOptions = {
    documentSelector: schemes.flatMap((scheme) => languages.map((language) => ({ scheme, language }))),
    outputChannel: output,
    traceOutputChannel: trace.channel,
    initializationOptions: {
      status: true,
      completionCommand: 'editor.action.triggerSuggest',
      renameCommand: 'editor.action.rename',
      ruleLink,
    },
    middleware: { provideCodeLenses: lenses.provideCodeLenses, provideCompletionItem: ownCompletions },
    // A failed start is told in our own words.
    initializationFailedHandler: () => false,
    errorHandler: errorHandler(crashes, output),
    diagnosticCollectionProvider: { create: () => problems, dispose: () => {} },
  };
  const client = new LanguageClient('envoySidecar', 'Envoy Sidecar', serverOptions(context), options);
  const status = new vscode.EventEmitter<DocumentStatus>();
  context.subscriptions.push(
    status,
    trace,
    problems,
    client.onDidChangeState(({ newState }) => {
      if (newState === State.Running) problems.clear();
    }),
    client.onNotification(statusMethod, (documentStatus: DocumentStatus) => status.fire(documentStatus)),
    vscode.workspace.onDidGrantWorkspaceTrust(() => lenses.refresh(client)),
  );
  const start = () => startOrTell(client, output);
  return {
    start,
    async restart() {
      crashes.reset();
      await stop(client);
      await start();
    },
    stop: () => stop(client),
    request<T>(method: string, params: unknown, token?: vscode.CancellationToken): Promise<T | Refusal> {
      const ask = async (): Promise<T> => {
        // Waits where the server is still starting.
        await client.start();
        return token ? client.sendRequest<T>(method, params, token) : client.sendRequest<T>(method, params);
      };
      return answerOrRefusal(ask, { sentence: endedBeforeItAnswered, log: (error) => output.error(String(error)) });
    },
    onStatus: status.event,
  };
}

/** The client cannot stop a server that is still starting, so its start is waited for. */
async function stop(client: LanguageClient): Promise<void> {
  if (client.state === State.Starting) await client.start().catch(() => undefined);
  if (client.needsStop()) await client.stop();
}

function serverOptions(context: vscode.ExtensionContext): ServerOptions {
  const module = context.asAbsolutePath(path.join('server', 'dist', 'cli.js'));
  // Node 22 and later keep the compiled code in this folder, so that the next start takes a third less time.
  const env = { NODE_COMPILE_CACHE: path.join(context.globalStorageUri.fsPath, 'compile-cache') };
  const run = { module, transport: TransportKind.ipc, args: ['lsp'], options: { env } };
  return { run, debug: { ...run, options: { env, execArgv: ['--nolazy', '--inspect=6019'] } } };
}

/** A server that ends by itself is started again, until it has ended too often. */
function errorHandler(crashes: CrashLimit, output: vscode.LogOutputChannel): ErrorHandler {
  return {
    // A connection that breaks is closed as well.
    error: () => ({ action: ErrorAction.Continue, handled: true }),
    closed: () => {
      if (crashes.startAgain()) return { action: CloseAction.Restart, handled: true };
      void tellThatItEnded(output);
      return { action: CloseAction.DoNotRestart, handled: true };
    },
  };
}

const endedBeforeItAnswered = (): string =>
  vscode.l10n.t(
    'The Envoy Sidecar language server stopped before it answered. Try again, or run the command Restart Server.',
  );

function tellThatItEnded(output: vscode.LogOutputChannel): Promise<void> {
  const sentence = vscode.l10n.t(
    'The Envoy Sidecar language server crashed {0} times within {1} minutes. Files are no longer checked, and problems may be outdated.',
    mostCrashes,
    crashWindowMs / 60_000,
  );
  return offerRestart(sentence, vscode.l10n.t('Restart Server'), output);
}

async function startOrTell(client: LanguageClient, output: vscode.LogOutputChannel): Promise<void> {
  try {
    await client.start();
  } catch (error) {
    output.error(error instanceof Error ? error : String(error));
    void tellThatItDidNotStart(output);
  }
}

function tellThatItDidNotStart(output: vscode.LogOutputChannel): Promise<void> {
  const sentence = vscode.l10n.t(
    'The Envoy Sidecar language server did not start. Files are not checked. See the output for the reason.',
  );
  return offerRestart(sentence, vscode.l10n.t('Try Again'), output);
}

async function offerRestart(sentence: string, restart: string, output: vscode.LogOutputChannel): Promise<void> {
  const showOutput = vscode.l10n.t('Show Output');
  const chosen = await vscode.window.showErrorMessage(sentence, restart, showOutput);
  if (chosen === showOutput) output.show();
  if (chosen === restart) await vscode.commands.executeCommand(commandIds.restartServer);
}
