import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  createProtocolConnection,
  IPCMessageReader,
  IPCMessageWriter,
  type ProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver/node';
import { bundleCli } from './bundle-cli.ts';

describe('envoy-sidecar lsp', () => {
  const built = fs.mkdtempSync(path.join(os.tmpdir(), 'envoy-sidecar-built-'));
  let cli: string;

  before(() => {
    cli = bundleCli(built);
  });

  after(() => fs.rmSync(built, { recursive: true, force: true }));

  for (const transport of ['--stdio', '--node-ipc'] as const) {
    it(`serves over ${transport} and ends with 0 when told to`, async () => {
      const child = spawn(process.execPath, [cli, 'lsp', transport], {
        stdio: transport === '--stdio' ? 'pipe' : ['ignore', 'pipe', 'inherit', 'ipc'],
      });
      const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
      const connection = connect(child, transport);
      const answer = await connection.sendRequest<{ serverInfo: { name: string } }>('initialize', {
        processId: process.pid,
        rootUri: null,
        capabilities: {},
      });
      assert.equal(answer.serverInfo.name, 'Envoy Sidecar');
      await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      assert.equal(await ended, 0);
      connection.dispose();
    });
  }

  it('ends when its client is gone', async () => {
    const child = spawn(process.execPath, [cli, 'lsp', '--stdio'], { stdio: 'pipe' });
    const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
    const connection = connect(child, '--stdio');
    await connection.sendRequest('initialize', { processId: null, rootUri: null, capabilities: {} });
    child.stdin?.end();
    assert.equal(await ended, 1);
    connection.dispose();
  });

  function connect(child: ChildProcess, transport: '--stdio' | '--node-ipc'): ProtocolConnection {
    const { stdin, stdout } = child;
    assert.ok(stdout);
    const connection =
      transport === '--stdio' && stdin
        ? createProtocolConnection(new StreamMessageReader(stdout), new StreamMessageWriter(stdin))
        : createProtocolConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
    connection.listen();
    return connection;
  }
});
