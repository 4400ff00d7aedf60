// A client in the same process. It uses LSP over a pair of streams, and records what the server sends.
import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import {
  type ClientCapabilities,
  type CodeAction,
  createConnection,
  createProtocolConnection,
  type Diagnostic,
  ErrorCodes,
  type InitializeParams,
  type InitializeResult,
  ProposedFeatures,
  type PublishDiagnosticsParams,
  type Range,
  type RegistrationParams,
  ResponseError,
  StreamMessageReader,
  StreamMessageWriter,
  type UnregistrationParams,
} from 'vscode-languageserver/node';
import { type DocumentStatus, statusMethod } from '../../server/src/protocol.ts';
import { serve } from '../../server/src/lsp/serve.ts';

export interface TestClient {
  readonly initialized: InitializeResult;
  /** Everything that was published, in order. */
  readonly published: readonly PublishDiagnosticsParams[];
  readonly statuses: readonly DocumentStatus[];
  /** Lines that the server logged. */
  readonly logged: readonly string[];
  /** How often the server had inlay hints requested again. */
  hintRefreshes(): number;
  /** The methods that the server has registered, and not unregistered since. */
  registered(): readonly string[];
  open(uri: string, text: string, languageId?: string): void;
  /** Replaces the whole text. */
  change(uri: string, version: number, text: string): void;
  edit(uri: string, version: number, range: Range, text: string): void;
  close(uri: string): void;
  notify(method: string, params: unknown): void;
  request<T>(method: string, params: unknown): Promise<T>;
  /** Sets the settings that the server requests, and notifies it of the change. */
  configure(settings: unknown): void;
  /** The last diagnostics of a file. */
  diagnostics(uri: string): readonly Diagnostic[] | undefined;
  codes(uri: string): readonly string[];
  codeActions(uri: string, range: Range, only?: readonly string[]): Promise<CodeAction[]>;
  /** Waits until the server has worked off everything that was sent. */
  settle(): Promise<void>;
  /** Waits for a condition on what the server sent. */
  until(what: string, condition: () => boolean): Promise<void>;
  dispose(): void;
}

const capabilities: ClientCapabilities = {
  workspace: {
    configuration: true,
    workspaceFolders: true,
    didChangeConfiguration: { dynamicRegistration: true },
    didChangeWatchedFiles: { dynamicRegistration: true },
    workspaceEdit: { documentChanges: true, resourceOperations: ['create', 'delete'] },
  },
  textDocument: {
    publishDiagnostics: { relatedInformation: true, versionSupport: true, tagSupport: { valueSet: [1, 2] } },
    codeAction: { isPreferredSupport: true },
    rename: { prepareSupport: true },
    documentSymbol: { hierarchicalDocumentSymbolSupport: true },
    completion: { completionItem: { snippetSupport: true, insertTextModeSupport: { valueSet: [1, 2] } } },
  },
};

/**
 * @param params what differs from an editor that can do everything and has no folder open
 * @param refuses the server's requests that are answered with an error
 */
export async function startClient(
  params: Partial<InitializeParams> = {},
  refuses: readonly string[] = [],
): Promise<TestClient> {
  const toServer = new PassThrough();
  const toClient = new PassThrough();
  // The library ends the process when streams close, which readers and writers of our own avoid.
  serve(
    createConnection(ProposedFeatures.all, new StreamMessageReader(toServer), new StreamMessageWriter(toClient)),
    '0.0.0',
  );
  const connection = createProtocolConnection(new StreamMessageReader(toClient), new StreamMessageWriter(toServer));
  const published: PublishDiagnosticsParams[] = [];
  const statuses: DocumentStatus[] = [];
  const logged: string[] = [];
  const settings = { current: {} as unknown };
  connection.onNotification('textDocument/publishDiagnostics', (sent: PublishDiagnosticsParams) => {
    published.push(sent);
  });
  connection.onNotification(statusMethod, (status: DocumentStatus) => {
    statuses.push(status);
  });
  connection.onNotification('window/logMessage', ({ message }: { message: string }) => {
    logged.push(message);
  });
  connection.onRequest('workspace/configuration', ({ items }: { items: unknown[] }) =>
    items.map(() => settings.current),
  );
  const registered = new Map<string, string>();
  connection.onRequest('client/registerCapability', ({ registrations }: RegistrationParams) => {
    for (const { id, method } of registrations) registered.set(id, method);
    return null;
  });
  connection.onRequest('client/unregisterCapability', ({ unregisterations }: UnregistrationParams) => {
    for (const { id } of unregisterations) registered.delete(id);
    return null;
  });
  let hintRefreshes = 0;
  connection.onRequest('workspace/inlayHint/refresh', () => {
    hintRefreshes++;
    return null;
  });
  for (const method of refuses)
    connection.onRequest(method, () => new ResponseError(ErrorCodes.InternalError, 'refused'));
  connection.listen();
  const initialized = await connection.sendRequest<InitializeResult>('initialize', {
    processId: null,
    rootUri: null,
    capabilities,
    initializationOptions: { status: true, completionCommand: 'suggest' },
    ...params,
  });
  void connection.sendNotification('initialized', {});

  const notify = (method: string, content: unknown) => void connection.sendNotification(method, content);
  const diagnostics = (uri: string) => published.findLast((sent) => sent.uri === uri)?.diagnostics;
  const client: TestClient = {
    initialized,
    published,
    statuses,
    logged,
    hintRefreshes: () => hintRefreshes,
    registered: () => [...registered.values()],
    notify,
    diagnostics,
    request: (method, content) => connection.sendRequest(method, content),
    open: (uri, text, languageId = 'yaml') =>
      notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } }),
    change: (uri, version, text) =>
      notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] }),
    edit: (uri, version, range, text) =>
      notify('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ range, text }] }),
    close: (uri) => notify('textDocument/didClose', { textDocument: { uri } }),
    configure(section) {
      settings.current = section;
      notify('workspace/didChangeConfiguration', { settings: null });
    },
    codes: (uri) => (diagnostics(uri) ?? []).map(({ code }) => String(code)),
    codeActions: (uri, range, only) =>
      connection.sendRequest('textDocument/codeAction', {
        textDocument: { uri },
        range,
        context: { diagnostics: [], ...(only && { only }) },
      }),
    async settle() {
      // Requests are answered in order, and diagnostics are computed in pieces in the turns after that.
      for (let i = 0; i < 5; i++) await client.request('textDocument/codeAction', nothing);
      const received = () => published.length + statuses.length + logged.length + hintRefreshes;
      for (let quiet = 0, count = received(); quiet < QUIET_TURNS; quiet++) {
        await new Promise((resolve) => setImmediate(resolve));
        if (received() === count) continue;
        count = received();
        quiet = 0;
      }
    },
    async until(what, condition) {
      for (const end = Date.now() + 5000; !condition(); ) {
        assert.ok(Date.now() < end, `waited in vain for ${what}; published: ${JSON.stringify(published)}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    },
    dispose: () => connection.dispose(),
  };
  return client;
}

/** More than the server takes for the diagnostics of a file, even if each rule is a piece of work. Takes a few ms. */
const QUIET_TURNS = 2500;

const nothing = {
  textDocument: { uri: 'file:///none.yaml' },
  range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } },
  context: { diagnostics: [] },
};

/** The range of a word in a text. */
export function rangeOf(text: string, word: string): Range {
  const offset = text.indexOf(word);
  assert.ok(offset >= 0, `no ${word} in the text`);
  const before = text.slice(0, offset).split('\n');
  const start = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  return { start, end: { line: start.line, character: start.character + word.length } };
}
