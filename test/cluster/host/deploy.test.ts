import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { DeployResult } from '../../../client/src/deploy/deploy-result.ts';
import type { CreateServiceResult } from '../../../client/src/commands/create-service.ts';
import { answerWith, open, replaceIn, revertAll, runOn } from './seed-workspace.ts';

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
    const place = await replaceIn('envoy.yaml', 'cluster: targetCluster', 'cluster: targetCluste');
    // The checks see the mistake as well, so the run asks; the pod's config has changed, so it asks about that, too.
    const ui = await answerWith({});
    const result = await runOn('pod.yaml', 'envoySidecar.deployAndCurl');
    assert.ok(result.kind === 'not-ready' && result.cause.kind === 'envoy-config', JSON.stringify(result));
    assert.equal(result.location?.range.start.line, place.line);
    assert.deepEqual(
      ui.asked.map(({ question }) => question),
      ['deploy', 'replace'],
    );
    await revertAll();
  });

  it('writes a Service for the listener and applies it', async () => {
    const ui = await answerWith({});
    const line = (await open('envoy.yaml'))
      .getText()
      .split('\n')
      .findIndex((text) => text.includes('name: listener_0'));
    const uri = (await open('envoy.yaml')).uri.toString();
    const create = () =>
      vscode.commands.executeCommand<CreateServiceResult>('envoySidecar.createService', {
        uri,
        position: { line, character: 4 },
      });
    // The seed's Service targets the listener, and a second one would be a mistake.
    assert.equal((await create()).kind, 'refused');
    await replaceIn('service.yaml', 'targetPort: 9092', 'targetPort: 9901');
    const result = await create();
    assert.equal(result.kind, 'created', JSON.stringify(result));
    assert.equal(result.applied?.kind, 'applied', JSON.stringify(result));
    assert.deepEqual(
      result.applied?.changes.map(({ action, ref }) => `${action} ${ref.kind}`),
      ['created Service'],
    );
    assert.equal(ui.asked[0]?.question, 'apply');
    await revertAll();
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
      4,
      JSON.stringify(result),
    );
  });
});
