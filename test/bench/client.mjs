// A neutral LSP client: starts any server on stdio, answers its requests, and records its diagnostics.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { replaceIn } from './document.mjs';
import { cpuMs } from './process.mjs';

/** After this time without diagnostics they are complete. */
const QUIET_MS = 300;
/** After this time without work and diagnostics the server will not answer. */
const IDLE_MS = 1500;
const ENOUGH_MS = 120_000;

const now = () => performance.now();
export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** What distinguishes two diagnostics for a user. Their order does not matter. */
const keyOf = (diagnostics) =>
  diagnostics
    .map(({ range, severity, message, code }) => JSON.stringify([range, severity, message, code]))
    .sort()
    .join('\n');

/**
 * @param server `{command, args, settings, initialized}`; `initialized`: further notifications to send after that one
 * @returns {{ ask: (method: string, params?: unknown) => Promise<any>, tell: (method: string, params?: unknown) => void, child: any, connection: any, [name: string]: any }} the session
 */
export function startServer(server, folder) {
  const started = now();
  const child = spawn(server.command, server.args, { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] });
  const state = { exit: undefined, news: 0, changed: 0, byUri: new Map() };
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
  const ask = (method, params) => answered(connection.sendRequest(method, params), state);
  const tell = (method, params) => void connection.sendNotification(method, params).catch(() => {});
  return { pid: child.pid, child, connection, state, started, ask, tell, folder, server };
}

function listen(connection, state, { settings }, folder) {
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, version, diagnostics }) => {
    const before = state.byUri.get(uri);
    const key = keyOf(diagnostics);
    state.news = now();
    if (before?.key !== key) state.changed = state.news;
    state.byUri.set(uri, { at: state.news, version, diagnostics, key, count: (before?.count ?? 0) + 1 });
  });
  connection.onRequest('workspace/configuration', ({ items }) =>
    items.map(({ section }) => (section ? (settings?.[section] ?? null) : (settings ?? {}))),
  );
  connection.onRequest('workspace/workspaceFolders', () => [workspaceFolder(folder)]);
  connection.onRequest(() => null);
  connection.onNotification(() => {});
  connection.onError(() => {});
  connection.listen();
}

const workspaceFolder = (folder) => ({ uri: pathToFileURL(folder).href, name: path.basename(folder) });

function answered(promise, state) {
  let timer;
  const late = new Promise((_, fail) => {
    timer = setInterval(() => state.exit && fail(new Error(state.exit)), 200);
    setTimeout(() => fail(new Error('no answer')), ENOUGH_MS).unref();
  });
  return Promise.race([promise, late]).finally(() => clearInterval(timer));
}

/** Ms from the process's start to the answer. */
export async function initialize({ ask, tell, folder, started, server }) {
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
  tell('workspace/didChangeConfiguration', { settings: server.settings ?? {} });
  // The server requests its settings now, which is not measured.
  await sleep(400);
  return ms;
}

export function openAll(session, documents) {
  const since = mark(session, documents);
  for (const { uri, version, text } of documents)
    session.tell('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version, text } });
  return diagnosticsAfter(session, documents, since);
}

/** Sends one edit without waiting; returns what `diagnosticsAfter` wants. */
export function change(session, document, edit) {
  const params = replaceIn(document, edit);
  const since = mark(session, [document]);
  session.tell('textDocument/didChange', params);
  return since;
}

export const edit = (session, document, what) => diagnosticsAfter(session, [document], change(session, document, what));

export const diagnosticsOf = ({ state }, { uri }) => state.byUri.get(uri)?.diagnostics ?? [];

const mark = ({ state }, documents) => ({
  sent: now(),
  counts: new Map(documents.map(({ uri }) => [uri, state.byUri.get(uri)?.count ?? 0])),
});

/**
 * Waits for the diagnostics of the current version of all documents, and then until nothing comes for a while. Ms since the
 * mark: `first` (every document is answered) and `complete` (the last change of any diagnostics); neither where the server
 * went idle without an answer.
 */
export async function diagnosticsAfter({ state, pid }, documents, { sent, counts }) {
  const isAnswered = (document) => {
    const known = state.byUri.get(document.uri);
    return known && known.count > counts.get(document.uri) && (known.version ?? document.version) === document.version;
  };
  let first;
  let busy = { at: now(), cpu: cpuMs(pid) };
  for (;;) {
    if (state.exit) throw new Error(state.exit);
    if (first === undefined && documents.every(isAnswered))
      first = Math.max(...documents.map(({ uri }) => state.byUri.get(uri).at)) - sent;
    if (first !== undefined && now() - state.news >= QUIET_MS) break;
    if (first === undefined && now() - busy.at >= IDLE_MS) {
      const cpu = cpuMs(pid);
      if (cpu - busy.cpu <= 20 && now() - state.news >= IDLE_MS) return {};
      busy = { at: now(), cpu };
    }
    // The times are measured on arrival, so a late wake-up has no effect.
    await sleep(10);
  }
  return { first, complete: state.changed > sent ? Math.max(first, state.changed - sent) : first };
}

export async function stop({ child, connection, ask, tell }) {
  await Promise.race([ask('shutdown').catch(() => {}), sleep(2000)]);
  tell('exit');
  await sleep(300);
  if (child.exitCode === null) child.kill('SIGKILL');
  connection.dispose();
}
