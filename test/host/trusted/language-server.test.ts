import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import * as vscode from 'vscode';
import type { RunLocallyOutcome } from '../../../client/src/commands/run-locally.ts';
import { diagnostic, openExample, ourDiagnostics, until } from '../workbench.ts';

describe('the language server in VS Code', function () {
  this.timeout(60_000);
  const finding = 'workload/host-path-config';

  it('checks files again after Restart Server', async () => {
    const { uri } = await openExample('nginx-sidecar', 'pod.yaml');
    await diagnostic(uri, finding);
    const [before] = servers();
    await vscode.commands.executeCommand('envoySidecar.restartServer');
    await diagnostic(uri, finding);
    const [after, ...more] = servers();
    assert.notEqual(after, before);
    assert.deepEqual(more, []);
  });

  it('comes back by itself when it dies', async () => {
    const { uri } = await openExample('nginx-sidecar', 'pod.yaml');
    await diagnostic(uri, finding);
    const [pid] = servers();
    assert.ok(pid);
    process.kill(pid, 'SIGKILL');
    await until('another server', () => servers().some((other) => other !== pid));
    await answers(uri);
    await diagnostic(uri, finding);
  });

  it('can be restarted while it starts', async () => {
    const { uri } = await openExample('nginx-sidecar', 'pod.yaml');
    const restart = () => vscode.commands.executeCommand('envoySidecar.restartServer');
    await Promise.all([restart(), restart()]);
    await answers(uri);
    assert.equal(servers().length, 1);
  });

  it('stays down after three crashes, keeps the problems, and comes back with Restart Server', async () => {
    await vscode.commands.executeCommand('envoySidecar.restartServer');
    const { uri } = await openExample('nginx-sidecar', 'pod.yaml');
    for (let crash = 1; crash <= 3; crash++) {
      await answers(uri);
      await diagnostic(uri, finding);
      const pid = await until('a server', () => servers()[0]);
      process.kill(pid, 'SIGKILL');
      await until('its end', () => !servers().includes(pid));
      if (crash < 3) await until('another server', () => servers().length === 1);
    }
    await new Promise((resolve) => setTimeout(resolve, 2000));
    assert.deepEqual(servers(), []);
    assert.notDeepEqual(ourDiagnostics(uri, finding), []);
    await vscode.commands.executeCommand('envoySidecar.restartServer');
    await until('a server', () => servers().length === 1);
    await diagnostic(uri, finding);
  });

  it('ends a run in a sentence when it dies while it plans', async () => {
    await vscode.commands.executeCommand('envoySidecar.restartServer');
    const { uri } = await openExample('nginx-sidecar', 'pod.yaml');
    await diagnostic(uri, finding);
    const pid = await until('a server', () => servers()[0]);
    process.kill(pid, 'SIGSTOP');
    const run = vscode.commands.executeCommand<RunLocallyOutcome>('envoySidecar.runLocally', { uri: uri.toString() });
    await new Promise((resolve) => setTimeout(resolve, 500));
    process.kill(pid, 'SIGKILL');
    const outcome = await run;
    assert.ok(outcome.kind === 'no-plan', JSON.stringify(outcome));
    assert.match(outcome.refusal.refused, /^The Envoy Sidecar language server stopped before it answered\./);
  });

  it('recognises an unsaved buffer by its content', async () => {
    const content = 'static_resources:\n  clusters:\n    - name: app\n      load_assignment: { cluster_name: other }\n';
    const document = await vscode.workspace.openTextDocument({ language: 'yaml', content });
    await vscode.window.showTextDocument(document);
    await diagnostic(document.uri, 'envoy/load-assignment-name-mismatch');
    const edit = new vscode.WorkspaceEdit();
    edit.delete(document.uri, new vscode.Range(0, 0, 99, 0));
    await vscode.workspace.applyEdit(edit);
    await until('nothing to be said', () => ourDiagnostics(document.uri).length === 0);
  });

  /** Waits until the server answers: problems that it has shown stay while it is away. */
  function answers(uri: vscode.Uri): Promise<unknown> {
    return until('an answer', async () => {
      const symbols = await vscode.commands.executeCommand<unknown[]>('vscode.executeDocumentSymbolProvider', uri);
      return symbols !== undefined && symbols.length > 0;
    });
  }

  /** The language servers that this extension host started. */
  function servers(): number[] {
    const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,args='], { encoding: 'utf8' });
    return stdout
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, ppid, ...args]) => ppid === String(process.pid) && args.join(' ').includes('cli.js lsp'))
      .map(([pid]) => Number(pid));
  }
});
