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

describe('envoy-sidecar lsp @process', () => {
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

  describe('towards clients that do not keep to the specification', () => {
    const framed = (message: object | string): string => {
      const content = typeof message === 'string' ? message : JSON.stringify({ jsonrpc: '2.0', ...message });
      return `Content-Length: ${Buffer.byteLength(content)}\r\n\r\n${content}`;
    };
    const initialize = (id: number) =>
      framed({ id, method: 'initialize', params: { processId: null, rootUri: null, capabilities: {} } });
    const hover = (id: number) =>
      framed({
        id,
        method: 'textDocument/hover',
        params: { textDocument: { uri: 'file:///a.yaml' }, position: { line: 0, character: 0 } },
      });
    const shutdown = (id: number) => framed({ id, method: 'shutdown' });
    const exit = framed({ method: 'exit' });

    /** Sends bytes, and answers with the responses by their ids (or their error codes), and with the exit code. */
    async function talk(...sent: readonly string[]) {
      const child = spawn(process.execPath, [cli, 'lsp', '--stdio'], { stdio: 'pipe' });
      const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
      const responses: string[] = [];
      const errors: Buffer[] = [];
      child.stderr.on('data', (data) => errors.push(data));
      new StreamMessageReader(child.stdout).listen((message) => {
        const { id, error } = { id: undefined, error: undefined, ...message } as {
          id?: number | null;
          error?: { code: number };
        };
        if (id !== undefined) responses.push(error ? `${id}: ${error.code}` : `${id}`);
      });
      for (const bytes of sent) child.stdin.write(bytes);
      const code = await ended;
      return { responses: responses.sort(), code, stderr: Buffer.concat(errors).toString() };
    }

    const sound = [initialize(1), hover(2), shutdown(3), exit];
    const answered = ['1', '2', '3'];

    for (const [what, bytes] of [
      ['a Content-Length that is no number', 'Content-Length: abc\r\n\r\n{}'],
      ['a negative Content-Length', 'Content-Length: -5\r\n\r\n'],
      ['a Content-Length beyond all bounds', 'Content-Length: 99999999999999\r\n\r\n'],
      ['a header without Content-Length', 'Content-Type: application/json\r\n\r\n{}'],
      ['a header without a colon', 'garbage\r\n\r\n'],
      ['a Content-Length that is too short', 'Content-Length: 3\r\n\r\n{"jsonrpc":"2.0"}'],
      ['no content', 'Content-Length: 0\r\n\r\n'],
      ['what is no JSON', framed('{nope')],
    ] as const)
      it(`answers ${what} with a parse error and goes on`, async () => {
        assert.deepEqual(await talk(bytes, ...sound), {
          responses: [...answered, 'null: -32700'],
          code: 0,
          stderr: '',
        });
      });

    for (const [what, bytes] of [
      ['garbage before a header', 'garbage'],
      ['a line of garbage before a header', 'garbage\r\n'],
      ['JSON that is no message', `${framed('7')}${framed('null')}${framed('[]')}`],
      ['parameters of the wrong shape', framed({ method: 'textDocument/didOpen', params: null })],
    ] as const)
      it(`skips ${what}`, async () => {
        assert.deepEqual(await talk(bytes, ...sound), { responses: answered, code: 0, stderr: '' });
      });

    it('reads a message that arrives byte by byte', async () => {
      const { responses } = await talk(...[initialize(1), hover(2), shutdown(3), hover(7)].join(''), exit);
      // The last answer may be cut off by the exit.
      assert.deepEqual(responses.slice(0, 3), answered);
    });

    it('rejects requests before initialize, and drops notifications', async () => {
      const open = framed({ method: 'textDocument/didOpen', params: null });
      assert.deepEqual(await talk(hover(7), shutdown(8), open, ...sound), {
        responses: [...answered, '7: -32002', '8: -32002'],
        code: 0,
        stderr: '',
      });
    });

    it('rejects a second initialize and keeps the first', async () => {
      const { responses, code } = await talk(initialize(1), initialize(7), hover(2), shutdown(3), exit);
      assert.deepEqual([responses, code], [[...answered, '7: -32600'], 0]);
    });

    it('takes an initialize after one that could not be read', async () => {
      const { responses, code } = await talk(framed({ id: 7, method: 'initialize' }), ...sound);
      assert.deepEqual([responses, code], [[...answered, '7: -32602'], 0]);
    });

    it('rejects requests after shutdown', async () => {
      const { responses, code } = await talk(initialize(1), hover(2), shutdown(3), hover(7), shutdown(8), exit);
      assert.deepEqual([responses, code], [[...answered, '7: -32600', '8: -32600'], 0]);
    });

    it('ends with 1 at an exit without shutdown', async () => {
      assert.equal((await talk(initialize(1), exit)).code, 1);
      assert.equal((await talk(exit)).code, 1);
    });
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
