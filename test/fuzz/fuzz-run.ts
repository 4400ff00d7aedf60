import assert from 'node:assert/strict';
import type { CodeAction, CompletionItem, Diagnostic } from 'vscode-languageserver';
import { createSession } from '../../server/src/lsp/session.ts';
import { readSettings } from '../../server/src/lsp/settings.ts';
import { toDiagnostic } from '../../server/src/lsp/to-protocol.ts';
import { clientFeatures } from '../../server/src/lsp/client-features.ts';
import {
  createServiceMethod,
  deployPlanMethod,
  localPlanMethod,
  locateEnvoyErrorMethod,
  targetVersionMethod,
  versionCommentMethod,
} from '../../server/src/protocol.ts';
import { startClient, type TestClient } from '../lsp/test-client.ts';
import type { Files } from '../fixture/applied-actions.ts';
import { applyEdit } from '../property/random-edit.ts';
import { createEditor, type Editor } from './editor.ts';
import type { FuzzStep } from './fuzz-step.ts';

/** What the sessions did, for the sum at the end. */
export interface FuzzCounts {
  steps: number;
  requests: number;
  actions: number;
  comparisons: number;
  /** CPU time of the slowest answer, in milliseconds. */
  slowest: number;
}

/** More than this for one answer, in milliseconds of CPU time, is a failure: the files are of a few hundred lines. */
const MAX_ANSWER = 4000;

interface Run {
  readonly client: TestClient;
  readonly editor: Editor;
  readonly pieces: readonly string[];
  readonly counts: FuzzCounts;
  settings: unknown;
}

/**
 * One session: a server with the files open goes through the steps. Throws where it logs a bug, answers late or not at all, names a
 * place that does not exist, offers an action that cannot be applied, or says something else than a server that starts anew.
 */
export async function fuzzSession(
  files: Files,
  steps: readonly FuzzStep[],
  pieces: readonly string[],
  counts: FuzzCounts,
): Promise<void> {
  const client = await startClient();
  const run: Run = { client, editor: createEditor(client, files), pieces, counts, settings: {} };
  try {
    for (const step of steps) {
      await take(run, step);
      counts.steps++;
    }
    await compare(run);
  } finally {
    client.dispose();
  }
}

async function take(run: Run, step: FuzzStep): Promise<void> {
  const { editor, client } = run;
  switch (step.kind) {
    case 'edit':
      return change(run, step.file, (text) => applyEdit(text, step.edit, run.pieces));
    case 'insert':
      return change(run, step.file, (text) => {
        const at = step.at % (text.length + 1);
        return text.slice(0, at) + step.text + text.slice(at);
      });
    case 'replace':
      return change(run, step.file, () => step.text);
    case 'undo':
      return editor.undo(editor.uri(step.file));
    case 'close':
      return editor.reopen(editor.uri(step.file));
    case 'settings':
      run.settings = step.settings;
      client.configure(step.settings);
      return client.settle();
    case 'ask':
      return askEverything(run, editor.uri(step.file), step.at);
    case 'plan':
      return askPlans(run, editor.uri(step.file), step.at);
    case 'act':
      return act(run, editor.uri(step.file), step.choice);
    case 'compare':
      return compare(run);
  }
}

/** Texts that grow and grow would only be slow. */
const MAX_LENGTH = 60_000;

function change({ editor }: Run, file: number, edit: (text: string) => string): void {
  const uri = editor.uri(file);
  const text = edit(editor.text(uri));
  editor.show(uri, text.length > MAX_LENGTH ? text.slice(0, MAX_LENGTH) : text);
}

async function ask<T>({ client, counts }: Run, method: string, params: unknown): Promise<T> {
  const begin = process.cpuUsage();
  const answer = await client.request<T>(method, params);
  const { user, system } = process.cpuUsage(begin);
  const spent = (user + system) / 1000;
  counts.requests++;
  counts.slowest = Math.max(counts.slowest, spent);
  assert.ok(spent < MAX_ANSWER, `${method} took ${spent.toFixed(0)} ms`);
  return answer;
}

async function askEverything(run: Run, uri: string, at: number): Promise<void> {
  const textDocument = { uri };
  const place = { textDocument, position: run.editor.position(uri, at) };
  const items = await ask<CompletionItem[] | null>(run, 'textDocument/completion', place);
  const item = items?.[at % Math.max(items.length, 1)];
  if (item) await ask(run, 'completionItem/resolve', item);
  await ask(run, 'textDocument/hover', place);
  await ask(run, 'textDocument/definition', place);
  await ask(run, 'textDocument/references', { ...place, context: { includeDeclaration: true } });
  await ask(run, 'textDocument/documentSymbol', { textDocument });
  await ask(run, 'textDocument/codeLens', { textDocument });
  noBugs(run);
}

async function askPlans(run: Run, uri: string, at: number): Promise<void> {
  const position = run.editor.position(uri, at);
  for (const method of [deployPlanMethod, localPlanMethod, createServiceMethod])
    await ask(run, method, { uri, position });
  await ask(run, targetVersionMethod, { uri });
  await ask(run, versionCommentMethod, { uri, version: '1.37' });
  const words = run.editor.text(uri).slice(at % 1000, (at % 1000) + 60);
  await ask(run, locateEnvoyErrorMethod, { uri, message: `error initializing configuration: ${words}` });
  noBugs(run);
}

/** Takes one of the actions of the whole file, as a person might, fix-all among them. */
async function act(run: Run, uri: string, choice: number): Promise<void> {
  const { editor, counts } = run;
  const range = { start: { line: 0, character: 0 }, end: editor.position(uri, editor.text(uri).length) };
  const params = (only: readonly string[]) => ({ textDocument: { uri }, range, context: { diagnostics: [], only } });
  const fixes = await ask<CodeAction[]>(run, 'textDocument/codeAction', params(['quickfix']));
  const all = await ask<CodeAction[]>(run, 'textDocument/codeAction', params(['source.fixAll']));
  const actions = [...fixes, ...all];
  const action = actions[choice % Math.max(actions.length, 1)];
  if (action?.edit) {
    editor.apply(action.edit);
    counts.actions++;
  }
  noBugs(run);
}

/** What was published is what a server says that starts with the texts as they are now. */
async function compare(run: Run): Promise<void> {
  const { client, editor, counts } = run;
  const wanted = new Map(freshDiagnostics(run));
  await client.settle();
  const differing = () => editor.uris.find((uri) => !isSame(client.diagnostics(uri), wanted.get(uri)));
  // Of many files the last are published some turns later.
  for (let turn = 0; turn < 200 && differing() !== undefined; turn++) await client.settle();
  noBugs(run);
  const uri = differing();
  if (uri !== undefined) assert.deepEqual(said(client.diagnostics(uri)), said(wanted.get(uri)), `of ${uri}`);
  counts.comparisons++;
}

function freshDiagnostics({ editor, settings }: Run): readonly (readonly [uri: string, readonly Diagnostic[]])[] {
  const session = createSession(() => {});
  session.configure(readSettings(settings));
  session.setFiles(editor.files());
  const features = {
    ...clientFeatures({ capabilities: {}, processId: null, rootUri: null }),
    relatedInformation: true,
  };
  const { workspace, clientUri, version } = session;
  const outbound = { workspace, features, clientUri, version };
  return editor.uris.map((uri) => [uri, session.diagnostics(uri).flatMap((one) => toDiagnostic(outbound, one) ?? [])]);
}

const isSame = (published: readonly Diagnostic[] | undefined, wanted: readonly Diagnostic[] | undefined): boolean =>
  JSON.stringify(said(published)) === JSON.stringify(said(wanted));

const said = (diagnostics: readonly Diagnostic[] = []) =>
  diagnostics.map(({ range, code, severity, message, relatedInformation = [] }) => ({
    range,
    code,
    severity,
    message,
    related: relatedInformation.map(({ location, message: text }) => [location, text]),
  }));

function noBugs({ client }: Run): void {
  const bugs = client.logged.filter((line) => line.includes('is a bug'));
  assert.deepEqual(bugs, []);
}
