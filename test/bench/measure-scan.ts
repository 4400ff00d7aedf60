// How long an answer waits while the server reads a workspace of many files.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { hostileWorkspaces } from './hostile-workspaces.ts';
import { type ClientSession, sleep, startServer, stop } from './client.ts';

const FILES = 10_000;
/** Ms between two questions. */
const PAUSE = 20;
/** The longest time for an answer, in ms: once, when everything that was read is linked. */
export const MAX_WAIT = 1000;

export interface ScanTimes {
  readonly files: number;
  readonly longest: number;
  /** How many questions were asked. */
  readonly asked: number;
  readonly reading: number;
}

/**
 * @param folder an empty one to work in
 * @param cli the built server
 * @returns the longest wait for a hover while and after the workspace is read, and how long reading it took; ms
 */
export async function measureScan(folder: string, cli: string): Promise<ScanTimes> {
  const [, , files] = hostileWorkspaces.find(([name]) => name === 'pods with configs beside them') ?? [];
  for (const [name, text] of files?.(FILES / 2) ?? []) {
    fs.mkdirSync(path.join(folder, path.dirname(name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  const server = startServer({ command: process.execPath, args: [cli, 'lsp', '--stdio'], settings: {} }, folder);
  const uri = pathToFileURL(path.join(folder, 'a0', 'envoy.yaml')).href;
  const root = pathToFileURL(folder).href;
  await server.ask('initialize', {
    processId: process.pid,
    rootUri: root,
    workspaceFolders: [{ uri: root, name: 'scan' }],
    capabilities: { workspace: { configuration: true, workspaceFolders: true } },
  });
  server.tell('initialized', {});
  const text = fs.readFileSync(path.join(folder, 'a0', 'envoy.yaml'), 'utf8');
  server.tell('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
  const result = await askWhileReading(server, uri);
  await stop(server);
  return { files: FILES, ...result };
}

/** Asks until the last file of the workspace has had its turn: each has a finding that is published. */
async function askWhileReading({ ask, state }: ClientSession, uri: string): Promise<Omit<ScanTimes, 'files'>> {
  const begin = performance.now();
  const waits: number[] = [];
  while (state.byUri.size < FILES / 2 && performance.now() - begin < 120_000) {
    const asked = performance.now();
    await ask('textDocument/hover', { textDocument: { uri }, position: { line: 2, character: 6 } });
    waits.push(performance.now() - asked);
    await sleep(PAUSE);
  }
  return { longest: Math.max(...waits), asked: waits.length, reading: performance.now() - begin };
}
