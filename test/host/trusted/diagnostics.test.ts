import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { diagnostic, exampleFile, openExample, ourDiagnostics, quickFixes, until } from '../workbench.ts';

describe('the port-mismatch example in VS Code', () => {
  const mismatch = 'workload/container-port-mismatch';
  const pod = exampleFile('port-mismatch', 'pod.yaml');
  const envoy = exampleFile('port-mismatch', 'envoy.yaml');

  before(async () => {
    await openExample('port-mismatch', 'pod.yaml');
    await openExample('port-mismatch', 'envoy.yaml');
  });

  it('shows the mismatch at both ends, each the other’s related place', async () => {
    const inPod = await diagnostic(pod, mismatch);
    const inEnvoy = await diagnostic(envoy, mismatch);
    assert.equal(inPod.severity, vscode.DiagnosticSeverity.Warning);
    assert.equal((await vscode.workspace.openTextDocument(pod)).getText(inPod.range), '9093');
    assert.equal((await vscode.workspace.openTextDocument(envoy)).getText(inEnvoy.range), '9092');
    const related = (inPod.relatedInformation ?? []).map(({ location }) => location.uri.fsPath);
    assert.ok(related.includes(envoy.fsPath), `related places: ${related.join(', ')}`);
  });

  it('calls the mistyped cluster an error and corrects it in one step', async () => {
    const unknown = await diagnostic(envoy, 'envoy/unknown-cluster');
    assert.equal(unknown.severity, vscode.DiagnosticSeverity.Error);
    const [fix] = await quickFixes(envoy, unknown);
    assert.ok(fix?.edit, 'no quick fix with an edit');
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    const document = await vscode.workspace.openTextDocument(envoy);
    assert.match(document.getText(), /route: \{ cluster: nginx \}/);
    await until('the error is gone', () => ourDiagnostics(envoy, 'envoy/unknown-cluster').length === 0);
  });

  it('changes every file of a port mismatch in one workspace edit', async () => {
    const fixes = (await quickFixes(pod, await diagnostic(pod, mismatch))).filter(({ edit }) => edit);
    // One fix declares the listener's port, which the Service must follow; the other moves the listener.
    const several = fixes.filter(({ edit }) => (edit?.entries().length ?? 0) >= 2);
    assert.ok(fixes.length >= 2, `fixes: ${fixes.map(({ title }) => title).join(' | ')}`);
    const [fix] = several;
    assert.ok(
      fix?.edit,
      `no fix changes two files: ${fixes.map(({ title, edit }) => `${title} (${edit?.size})`).join(' | ')}`,
    );
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    await until('both ends are clean', () => [pod, envoy].every((uri) => ourDiagnostics(uri, mismatch).length === 0));
    assert.deepEqual(warnings(pod, envoy, exampleFile('port-mismatch', 'service.yaml')), []);
  });

  it('finds nothing to warn of in the example that is right', async () => {
    await openExample('nginx-sidecar', 'envoy.yaml');
    const document = await openExample('nginx-sidecar', 'pod.yaml');
    // A finding that is due shows that the files have been read by now.
    await diagnostic(document.uri, 'workload/host-path-config');
    const files = ['pod.yaml', 'envoy.yaml', 'service.yaml'].map((name) => exampleFile('nginx-sidecar', name));
    assert.deepEqual(warnings(...files), []);
  });

  function warnings(...files: vscode.Uri[]): string[] {
    return files
      .flatMap((uri) => ourDiagnostics(uri))
      .filter(({ severity }) => severity <= vscode.DiagnosticSeverity.Warning)
      .filter(({ code }) => code !== undefined)
      .map(({ message }) => message);
  }
});
