import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { DeployResult } from '../../../client/src/deploy/deploy-result.ts';
import { describeResult } from '../../../client/src/deploy/describe-result.ts';
import { plainEnglish } from '../../../client/src/deploy/l10n.ts';
import { answerWith, replaceIn, revertAll, runOn } from './seed-workspace.ts';

describe('Deploy and Curl in VS Code, when it fails', function () {
  this.timeout(120_000);
  const settings = () => vscode.workspace.getConfiguration('envoySidecar');
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'contexts-'));
  const kubeconfig = process.env.KUBECONFIG ?? '';

  afterEach(async () => {
    await revertAll();
    await setSetting('kubeconfig', undefined);
    await setSetting('deploy.readyTimeoutSeconds', undefined);
    await setSetting('deploy.requestTimeoutSeconds', undefined);
    await answerWith({});
    await vscode.commands.executeCommand('envoySidecar.deleteDeployed');
  });
  after(() => fs.rmSync(scratch, { recursive: true }));

  const deploy = async (name = 'pod.yaml'): Promise<DeployResult> => {
    await answerWith({});
    return runOn(name, 'envoySidecar.deployAndCurl');
  };
  const useContext = async (name: string) => {
    const file = path.join(scratch, name);
    const text = fs.readFileSync(kubeconfig, 'utf8').replace(/^current-context: .*$/m, `current-context: ${name}`);
    fs.writeFileSync(file, text, { mode: 0o600 });
    await setSetting('kubeconfig', file);
  };

  it('says that there is no kubeconfig, and no such context', async () => {
    await setSetting('kubeconfig', path.join(scratch, 'absent'));
    assert.match(sentence(await deploy()), /^No kubeconfig found at .*absent\. Set envoySidecar\.kubeconfig/);
    await useContext('gone');
    assert.match(sentence(await deploy()), /^Context gone is not in the kubeconfig/);
  });

  it('says that the cluster cannot be reached', async () => {
    await useContext('dead');
    assert.match(sentence(await deploy()), /^Cannot reach the cluster of context dead at https:\/\/127\.0\.0\.1:1: /);
  });

  it('says what the user may not do', async () => {
    await useContext('one-readonly');
    assert.equal(
      sentence(await deploy()),
      'You are not allowed to patch configmaps in namespace default of context one-readonly.',
    );
  });

  it('puts what the dry run rejects on its line', async () => {
    const place = await replaceIn('pod.yaml', 'image: nginx:latest', 'imagee: nginx:latest');
    const result = await deploy();
    assert.ok(result.kind === 'refused', sentence(result));
    const problem = result.problems.find(({ message }) => message.includes('imagee'));
    assert.equal(problem?.location?.range.start.line, place.line);
    assert.deepEqual(result.changes, []);
  });

  it('says that the image cannot be pulled', async () => {
    await replaceIn('pod.yaml', 'image: nginx:latest', 'image: nginx:no-such-tag');
    const result = await deploy();
    assert.match(
      sentence(result),
      /^Image nginx:no-such-tag of container main-container does not exist in its registry: /,
    );
    assert.equal(result.changes.length, 3, 'what was created is listed');
  });

  it('says that the pod is not Ready in time, with the event', async () => {
    await setSetting('deploy.readyTimeoutSeconds', 6);
    const probe = 'readinessProbe: { httpGet: { path: /, port: 81 }, periodSeconds: 1 }';
    await replaceIn('pod.yaml', 'image: nginx:latest', `image: nginx:latest\n    ${probe}`);
    assert.match(
      sentence(await deploy()),
      /^The pod is not Ready after 6 s \(main-container: not ready\): Unhealthy: Readiness probe failed/,
    );
  });

  it('says that the connection to the port was refused', async () => {
    await setSetting('deploy.requestTimeoutSeconds', 3);
    // A port-forward connects to 127.0.0.1; this listener binds another address of the loopback network.
    await replaceIn('envoy.yaml', '{ address: 0.0.0.0, port_value: 9092 }', '{ address: 127.0.0.2, port_value: 9092 }');
    assert.equal(
      sentence(await deploy()),
      'Nothing listens on port 9092 in pod my-pod. The connection to listener listener_0 was refused.',
    );
  });

  function setSetting(name: string, value: unknown): Thenable<void> {
    return settings().update(name, value, vscode.ConfigurationTarget.Global);
  }
});

function sentence(result: DeployResult): string {
  return describeResult(result, plainEnglish);
}
