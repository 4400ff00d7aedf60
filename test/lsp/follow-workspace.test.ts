import assert from 'node:assert/strict';
import { mock } from 'node:test';
import { followWorkspace } from '../../server/src/lsp/follow-workspace.ts';
import { createGuard } from '../../server/src/lsp/guard.ts';

describe('reading a workspace', () => {
  const shown: string[] = [];
  let finish: (count: number) => void;

  /** Starts to read a folder. @param progress what the editor answers to the request for progress */
  const read = (progress: () => Promise<unknown>): Promise<void> => {
    const count = new Promise<number>((resolve) => {
      finish = resolve;
    });
    return followWorkspace({
      features: { progress: true },
      initialize: { workspaceFolders: null, rootUri: 'file:///w' },
      diskFiles: { add: () => count },
      guard: createGuard((line) => shown.push(line)),
      connection: {
        onDidChangeWatchedFiles: () => undefined,
        console: { info: (line: string) => shown.push(line.replace(/\d+ ms/, 'N ms')) },
        window: { createWorkDoneProgress: progress },
      },
    } as never);
  };
  const bar = async () => ({ begin: (title: string) => shown.push(`begin ${title}`), done: () => shown.push('done') });

  beforeEach(() => {
    shown.length = 0;
    mock.timers.enable({ apis: ['setTimeout'] });
  });
  afterEach(() => mock.timers.reset());
  const settle = () => new Promise(setImmediate);

  it('shows no progress if it is fast', async () => {
    const reading = read(bar);
    finish(3);
    await reading;
    mock.timers.tick(1000);
    await settle();
    assert.deepEqual(shown, ['Read 3 files in N ms.']);
  });

  it('shows progress until it ends', async () => {
    const reading = read(bar);
    mock.timers.tick(500);
    await settle();
    assert.deepEqual(shown, ['begin Envoy Sidecar']);
    finish(3);
    await reading;
    assert.deepEqual(shown.slice(1), ['Read 3 files in N ms.', 'done']);
  });

  it('ends the progress that the editor creates too late', async () => {
    let create: (bar: unknown) => void = () => undefined;
    const reading = read(
      () =>
        new Promise((resolve) => {
          create = resolve;
        }),
    );
    mock.timers.tick(500);
    finish(0);
    await reading;
    create(await bar());
    await settle();
    assert.deepEqual(shown, ['Read 0 files in N ms.', 'begin Envoy Sidecar', 'done']);
  });

  it('watches its files, and the project files above it', async () => {
    const watched: unknown[] = [];
    await followWorkspace({
      features: { dynamicWatchedFiles: true, watchedFolders: true },
      initialize: { workspaceFolders: [{ uri: 'file:///a%20b/c/w', name: 'w' }] },
      diskFiles: { add: async () => 0 },
      guard: createGuard((line) => shown.push(line)),
      connection: {
        onDidChangeWatchedFiles: () => undefined,
        console: { info: () => undefined },
        client: {
          register: async (_: unknown, { watchers }: { watchers: { globPattern: unknown }[] }) => {
            watched.push(...watchers.map(({ globPattern }) => globPattern));
          },
        },
      },
    } as never);
    const pattern = '.envoy-sidecar.yaml';
    assert.deepEqual(watched, [
      { baseUri: 'file:///a%20b/c/', pattern },
      { baseUri: 'file:///a%20b/', pattern },
      '**/*.{yaml,yml,json}',
      '**/.gitignore',
      '**/*',
    ]);
  });

  it('does not depend on the progress', async () => {
    const reading = read(() => Promise.reject(new Error('unsupported')));
    mock.timers.tick(500);
    await settle();
    finish(1);
    await reading;
    assert.deepEqual(shown, ['The editor refused to show progress: unsupported', 'Read 1 files in N ms.']);
  });
});
