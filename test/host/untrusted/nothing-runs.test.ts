import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as vscode from 'vscode';
import { diagnostic, openExample } from '../workbench.ts';

describe('a workspace that is not trusted', function () {
  this.timeout(60_000);

  it('is checked all the same', async () => {
    assert.equal(vscode.workspace.isTrusted, false);
    const { uri } = await openExample('port-mismatch', 'envoy.yaml');
    await diagnostic(uri, 'envoy/unknown-cluster');
  });

  for (const command of [
    'envoySidecar.runLocally',
    'envoySidecar.deployAndCurl',
    'envoySidecar.applyToCurrentContext',
  ]) {
    it(`starts nothing by ${command}`, async () => {
      const { uri } = await openExample('nginx-sidecar', 'envoy.yaml');
      // Whether the command is refused or gives a refusal does not matter; it must come back and leave nothing running.
      const outcome = await Promise.resolve(
        vscode.commands.executeCommand<{ kind?: string }>(command, uri.toString()),
      ).catch((error: unknown) => ({ kind: String(error) }));
      assert.notEqual(outcome?.kind, 'answered');
      assert.deepEqual(envoyChildren(), []);
    });
  }

  /** Envoys that this VS Code's extension host started, directly or through a child. */
  function envoyChildren(): string[] {
    const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
    const processes = stdout.split('\n').map((line) => {
      const [pid = '', ppid = '', ...args] = line.trim().split(/\s+/);
      return { pid, ppid, args: args.join(' ') };
    });
    const ours = new Set([String(process.pid)]);
    for (let grown = true; grown; ) {
      const more = processes.filter(({ pid, ppid }) => ours.has(ppid) && !ours.has(pid));
      for (const { pid } of more) ours.add(pid);
      grown = more.length > 0;
    }
    return processes
      .filter(({ pid, args }) => ours.has(pid) && /(^|\/)envoy(\.dll)?\s/.test(args))
      .map(({ args }) => args);
  }
});
