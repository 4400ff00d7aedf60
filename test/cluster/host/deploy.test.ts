import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import type { DeployResult } from '../../../client/src/deploy/deploy-result.ts';
import type { DeployApi } from '../../../client/src/deploy/register-deploy-commands.ts';
import { type Script, type ScriptedUi, scriptedUi } from '../../deploy/fixture/scripted-ui.ts';

describe('Deploy and Curl in VS Code, on a real cluster', function () {
  this.timeout(120_000);

  it("shows nginx's page through Envoy for the seed's pod as given", async () => {
    const ui = await answerWith({});
    const result = await runOn('pod.yaml', 'envoySidecar.deployAndCurl');
    assert.ok(result.kind === 'applied' && result.answer?.kind === 'answered', JSON.stringify(result));
    const { response } = result.answer;
    assert.equal(response.status, 200);
    assert.equal(Object.fromEntries(response.headers).server, 'envoy');
    assert.match(response.body, /Welcome to nginx!/);
    const [{ question, about } = { question: '', about: undefined }] = ui.asked;
    assert.equal(question, 'deploy');
    assert.match(JSON.stringify(about), /"context":"one"/);
    assert.match(JSON.stringify(about), /hostPath":"\/config\/samples\/sidecar\/configmap\.yaml/);
    assert.deepEqual(
      result.changes.map(({ action, ref }) => `${action} ${ref.kind}`),
      ['created ConfigMap', 'created Pod', 'created Service'],
    );
  });

  it('needs one click only the next time, and keeps the address of the forward', async () => {
    const ui = await answerWith({});
    const result = await runOn('envoy.yaml', 'envoySidecar.deployAndCurl');
    assert.ok(result.kind === 'applied' && result.answer?.kind === 'answered', JSON.stringify(result));
    assert.deepEqual(ui.asked, []);
    assert.deepEqual(new Set(result.changes.map(({ action }) => action)), new Set(['unchanged']));
    const label = await vscode.commands.executeCommand<{ localPort: number }>('envoySidecar.stopForward');
    assert.equal(label?.localPort, result.answer.localPort);
  });

  it("puts Envoy's refusal on the line it is about", async () => {
    const document = await open('envoy.yaml');
    const place = document.positionAt(document.getText().indexOf('cluster: targetCluster') + 'cluster: '.length);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(place, place.translate(0, 'targetCluster'.length)), 'targetCluste');
    await vscode.workspace.applyEdit(edit);
    // The checks see the mistake as well, so the run asks; the pod's config has changed, so it asks about that, too.
    const ui = await answerWith({});
    const result = await runOn('pod.yaml', 'envoySidecar.deployAndCurl');
    assert.ok(result.kind === 'not-ready' && result.cause.kind === 'envoy-config', JSON.stringify(result));
    assert.equal(result.cause.location?.range.start.line, place.line);
    assert.deepEqual(
      ui.asked.map(({ question }) => question),
      ['deploy', 'replace'],
    );
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('deletes what it created and nothing else', async () => {
    const ui = await answerWith({});
    const result = await vscode.commands.executeCommand<DeployResult>('envoySidecar.deleteDeployed');
    assert.deepEqual(
      ui.asked.map(({ question }) => question),
      ['delete'],
    );
    assert.deepEqual(
      result.changes.map(({ action, ref }) => `${action} ${ref.kind} ${ref.name}`).length,
      3,
      JSON.stringify(result),
    );
  });
});

/** Puts a scripted person in place of VS Code's dialogs. */
async function answerWith(script: Script): Promise<ScriptedUi> {
  const extension = vscode.extensions.getExtension<DeployApi>('envoy-sidecar.envoy-sidecar');
  assert.ok(extension, 'the extension is not installed');
  const api = await extension.activate();
  const ui = scriptedUi(script);
  api.setDeployUi(ui);
  return ui;
}

async function open(name: string): Promise<vscode.TextDocument> {
  const uri = vscode.Uri.file(path.join(process.env.TEST_WORKSPACE ?? '', name));
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

async function runOn(name: string, command: string): Promise<DeployResult> {
  const { uri } = await open(name);
  return vscode.commands.executeCommand<DeployResult>(command, { uri: uri.toString() });
}
