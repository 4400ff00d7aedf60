// A neutral LSP client: starts any server on stdio, answers its requests, and records its diagnostics.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import type {
  CompletionItem,
  CompletionList,
  ConfigurationParams,
  Diagnostic,
  MessageConnection,
  PublishDiagnosticsParams,
  WorkspaceFolder,
} from 'vscode-languageserver/node';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { type Edit, type OpenDocument, replaceIn } from './document.ts';
import { cpuMs } from './process.ts';

/** After this time without diagnostics they are complete. */
const QUIET_MS = 300;
/** After this time without work and diagnostics the server will not answer. */
const IDLE_MS = 1500;
const ENOUGH_MS = 120_000;

/** How a server is started, and what it is told. */
export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  /** By their sections. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** Further notifications to send after `initialized`. */
  readonly initialized?: readonly string[];
}

/** The latest diagnostics of a document. */
interface Published {
  readonly at: number;
  readonly version: number | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Equal for equal diagnostics. */
  readonly key: string;
  /** How often diagnostics came. */
  readonly count: number;
}

interface SessionState {
  /** Why the server ended. */
  exit: string | undefined;
  /** When diagnostics came last, and when they changed last. */
  news: number;
  changed: number;
  readonly byUri: Map<string, Published>;
}

export interface ClientSession {
  readonly pid: number;
  readonly child: ChildProcessByStdio<Writable, Readable, null>;
  readonly connection: MessageConnection;
  readonly state: SessionState;
  readonly started: number;
  readonly ask: <T>(method: string, params?: unknown) => Promise<T>;
  readonly tell: (method: string, params?: unknown) => void;
  readonly folder: string;
  readonly server: ServerCommand;
}

/** A moment, and how often each document had diagnostics until then. */
interface Mark {
  readonly sent: number;
  readonly counts: ReadonlyMap<string, number>;
}

/** Ms until each document has diagnostics, and until they no longer change. */
export interface DiagnosticTimes {
  readonly first?: number;
  readonly complete?: number;
}

/** What servers answer a request for completion. */
export type CompletionAnswer = readonly CompletionItem[] | CompletionList | null;

const now = () => performance.now();
export const sleep = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

/** What distinguishes two diagnostics for a user. Their order does not matter. */
const keyOf = (diagnostics: readonly Diagnostic[]): string =>
  diagnostics
    .map(({ range, severity, message, code }) => JSON.stringify([range, severity, message, code]))
    .sort()
    .join('\n');

/** Starts a server with a folder as its workspace. */
export function startServer(server: ServerCommand, folder: string): ClientSession {
  const started = now();
  const child = spawn(server.command, server.args, { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] });
  const state: SessionState = { exit: undefined, news: 0, changed: 0, byUri: new Map() };
  child.on('error', (error) => {
    state.exit = error.message;
  });
  child.on('exit', (code, signal) => {
    state.exit ??= `it ended with ${signal ?? code}`;
  });
  const connection = createMessageConnection(
    new StreamMessageReader(child.stdout),
    new StreamMessageWriter(child.stdin),
  );
  listen(connection, state, server, folder);
  const ask = <T>(method: string, params?: unknown) => answered(connection.sendRequest<T>(method, params), state);
  const tell = (method: string, params?: unknown) => void connection.sendNotification(method, params).catch(() => {});
  return { pid: child.pid ?? 0, child, connection, state, started, ask, tell, folder, server };
}

function listen(connection: MessageConnection, state: SessionState, { settings }: ServerCommand, folder: string): void {
  connection.onNotification('textDocument/publishDiagnostics', (published: PublishDiagnosticsParams) => {
    const { uri, version, diagnostics } = published;
    const before = state.byUri.get(uri);
    const key = keyOf(diagnostics);
    state.news = now();
    if (before?.key !== key) state.changed = state.news;
    state.byUri.set(uri, { at: state.news, version, diagnostics, key, count: (before?.count ?? 0) + 1 });
  });
  connection.onRequest('workspace/configuration', ({ items }: ConfigurationParams) =>
    items.map(({ section }) => (section ? (settings[section] ?? null) : settings)),
  );
  connection.onRequest('workspace/workspaceFolders', () => [workspaceFolder(folder)]);
  connection.onRequest(() => null);
  connection.onNotification(() => {});
  connection.onError(() => {});
  connection.listen();
}

const workspaceFolder = (folder: string): WorkspaceFolder => ({
  uri: pathToFileURL(folder).href,
  name: path.basename(folder),
});

function answered<T>(promise: Promise<T>, state: SessionState): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, fail) => {
    timer = setInterval(() => {
      if (state.exit) fail(new Error(state.exit));
    }, 200);
    setTimeout(() => fail(new Error('no answer')), ENOUGH_MS).unref();
  });
  return Promise.race([promise, late]).finally(() => clearInterval(timer));
}

/** Ms from the process's start to the answer. */
export async function initialize({ ask, tell, folder, started, server }: ClientSession): Promise<number> {
  await ask('initialize', {
    processId: process.pid,
    rootUri: workspaceFolder(folder).uri,
    workspaceFolders: [workspaceFolder(folder)],
    capabilities: {
      workspace: { configuration: true, workspaceFolders: true, didChangeConfiguration: { dynamicRegistration: true } },
      textDocument: {
        publishDiagnostics: { relatedInformation: true, versionSupport: true },
        completion: { contextSupport: true, completionItem: { snippetSupport: true } },
        hover: { contentFormat: ['markdown', 'plaintext'] },
      },
    },
  });
  const ms = now() - started;
  tell('initialized', {});
  for (const method of server.initialized ?? []) tell(method, {});
  tell('workspace/didChangeConfiguration', { settings: server.settings });
  // The server requests its settings now, which is not measured.
  await sleep(400);
  return ms;
}

export function openAll(session: ClientSession, documents: readonly OpenDocument[]): Promise<DiagnosticTimes> {
  const since = mark(session, documents);
  for (const { uri, version, text } of documents)
    session.tell('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version, text } });
  return diagnosticsAfter(session, documents, since);
}

/** Sends one edit without waiting; returns what `diagnosticsAfter` wants. */
export function change(session: ClientSession, document: OpenDocument, edit: Edit): Mark {
  const params = replaceIn(document, edit);
  const since = mark(session, [document]);
  session.tell('textDocument/didChange', params);
  return since;
}

export const edit = (session: ClientSession, document: OpenDocument, what: Edit): Promise<DiagnosticTimes> =>
  diagnosticsAfter(session, [document], change(session, document, what));

export const diagnosticsOf = ({ state }: ClientSession, { uri }: OpenDocument): readonly Diagnostic[] =>
  state.byUri.get(uri)?.diagnostics ?? [];

const mark = ({ state }: ClientSession, documents: readonly OpenDocument[]): Mark => ({
  sent: now(),
  counts: new Map(documents.map(({ uri }) => [uri, state.byUri.get(uri)?.count ?? 0])),
});

/**
 * Waits for the diagnostics of the current version of all documents, and then until nothing comes for a while. Ms since the
 * mark: `first` (every document is answered) and `complete` (the last change of any diagnostics); neither where the server
 * went idle without an answer.
 */
export async function diagnosticsAfter(
  { state, pid }: ClientSession,
  documents: readonly OpenDocument[],
  { sent, counts }: Mark,
): Promise<DiagnosticTimes> {
  const isAnswered = (document: OpenDocument): boolean => {
    const known = state.byUri.get(document.uri);
    if (!known || known.count <= (counts.get(document.uri) ?? 0)) return false;
    return (known.version ?? document.version) === document.version;
  };
  let first: number | undefined;
  let busy = { at: now(), cpu: cpuMs(pid) ?? 0 };
  for (;;) {
    if (state.exit) throw new Error(state.exit);
    if (first === undefined && documents.every(isAnswered))
      first = Math.max(...documents.map(({ uri }) => state.byUri.get(uri)?.at ?? 0)) - sent;
    if (first !== undefined && now() - state.news >= QUIET_MS) break;
    if (first === undefined && now() - busy.at >= IDLE_MS) {
      const cpu = cpuMs(pid) ?? 0;
      if (cpu - busy.cpu <= 20 && now() - state.news >= IDLE_MS) return {};
      busy = { at: now(), cpu };
    }
    // The times are measured on arrival, so a late wake-up has no effect.
    await sleep(10);
  }
  return { first, complete: state.changed > sent ? Math.max(first, state.changed - sent) : first };
}

export async function stop({ child, connection, ask, tell }: ClientSession): Promise<void> {
  await Promise.race([ask('shutdown').catch(() => {}), sleep(2000)]);
  tell('exit');
  await sleep(300);
  if (child.exitCode === null) child.kill('SIGKILL');
  connection.dispose();
}
