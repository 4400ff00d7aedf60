import assert from 'node:assert/strict';
import '../fixture/vscode/register.ts';
import type * as vscode from 'vscode';
import type { DeployResult } from '../../client/src/deploy/deploy-result.ts';
import type { DeployQuestion, ReplaceQuestion } from '../../client/src/deploy/deploy-ui-port.ts';
import { reset, state, Uri } from '../fixture/vscode/fake-vscode.ts';

const { createDeployUi } = await import('../../client/src/deploy/deploy-ui.ts');

const target = { context: 'kind', namespace: 'web', server: 'https://127.0.0.1:6443' };
const pod = { apiVersion: 'v1', kind: 'Pod', name: 'web', namespace: 'web' };
const location = {
  uri: 'file:///pod.yaml',
  range: { start: { line: 4, character: 2 }, end: { line: 4, character: 9 } },
};
const question: DeployQuestion = {
  target,
  objects: [pod],
  hostPathConfigs: [],
  blocking: [],
  existing: [],
  production: false,
};
const refused: DeployResult = {
  kind: 'refused',
  target,
  problems: [{ ref: pod, message: 'unknown field "spec.x"', location }],
  changes: [{ action: 'created', ref: { ...pod, kind: 'ConfigMap' } }],
};

describe('the dialogs of a deploy', () => {
  const logged: string[] = [];
  const ui = () => {
    const output = { info: (line: string) => logged.push(line), show: () => logged.push('shown') };
    return createDeployUi({ subscriptions: [] } as never, output as never as vscode.LogOutputChannel);
  };
  beforeEach(() => {
    reset();
    logged.length = 0;
  });

  it('deploy only after a yes', async () => {
    state.answers.push('Deploy');
    assert.equal(await ui().confirmDeploy(question), 'deploy');
    assert.equal(await ui().confirmDeploy(question), undefined);
  });

  it('offer to keep a hostPath only if there is one', async () => {
    const hostPath = { hostPath: '/etc/envoy', volume: 'config', configMap: 'envoy' };
    state.answers.push('Keep hostPath', 'Keep hostPath');
    assert.equal(await ui().confirmDeploy(question), undefined);
    assert.equal(await ui().confirmDeploy({ ...question, hostPathConfigs: [hostPath as never] }), 'keep-host-path');
    assert.match(
      state.shown[1]?.detail ?? '',
      /hostPath \/etc\/envoy of volume config is replaced with the ConfigMap envoy/,
    );
  });

  it('name the server, the objects of others, the errors and what looks like production', async () => {
    const other = { ...pod, name: 'other' };
    await ui().confirmDeploy({ ...question, production: true, existing: [other], blocking: ['pod.yaml:1: wrong'] });
    const [{ text, detail = '' } = { text: '' }] = state.shown;
    assert.equal(text, 'Deploy to namespace web of context kind?');
    for (const part of ['Server: https://127.0.0.1:6443', '• Pod web (web)', '• Pod other (web)', 'pod.yaml:1: wrong'])
      assert.ok(detail.includes(part), part);
    assert.match(detail, /looks like production/);
    assert.match(detail, /You will not be asked again/);
    await ui().confirmDeploy({ ...question, target: { ...target, server: 'https://example.com' } });
    assert.doesNotMatch(state.shown[1]?.detail ?? '', /production|asked again/);
  });

  it('offer to replace always only if the answer may be remembered', async () => {
    const replace: ReplaceQuestion = {
      target,
      objects: [{ ref: pod, why: 'immutable', detail: 'spec.nodeName' }],
      mayRemember: false,
    };
    state.answers.push('Always Replace Here', 'Always Replace Here', 'Replace');
    assert.equal(await ui().confirmReplace(replace), undefined);
    assert.equal(await ui().confirmReplace({ ...replace, mayRemember: true }), 'replace-always');
    assert.equal(await ui().confirmReplace(replace), 'replace');
    assert.equal(state.shown[0]?.detail, '• Pod web: it cannot be changed in place (spec.nodeName)');
  });

  it('take fields over, delete and apply only after a yes', async () => {
    const conflict = { ref: pod, causes: [{ message: 'conflict with "helm"', field: '.spec.x' }] };
    const group = { target, objects: [{ target, ref: pod, uid: '1' }] };
    const questions = [
      ['Take Over', () => ui().confirmForce(target, [conflict])],
      ['Delete', () => ui().confirmDelete(group)],
      ['Apply', () => ui().offerToApply(pod)],
    ] as const;
    for (const [yes, ask] of questions) {
      state.answers.push(yes);
      assert.equal(await ask(), true, yes);
      assert.equal(await ask(), false, yes);
    }
    assert.equal(state.shown[0]?.detail, 'Pod web\n• .spec.x: conflict with "helm"');
  });

  it('return what the user selects', async () => {
    const listeners = ['a', 'b'].map((name) => ({ name, address: '0.0.0.0', port: 80, path: '/' }));
    const forwards = [8080, 8081].map((localPort) => ({
      ...{ target, workload: 'Pod web', pod: 'web', listener: 'a', podPort: 80 },
      localPort,
    }));
    const groups = ['web', 'test'].map((namespace) => ({ target: { ...target, namespace }, objects: [] }));
    state.answers.push('b', '127.0.0.1:8081', 'kind / test');
    assert.equal(await ui().chooseListener(listeners as never), listeners[1]);
    assert.equal(await ui().chooseForward(forwards, 'open'), forwards[1]);
    assert.equal(await ui().chooseGroup(groups), groups[1]);
    assert.equal(await ui().chooseForward(forwards, 'stop'), undefined);
    assert.deepEqual(state.shown.map(({ text }) => text).slice(1), [
      'Select the port-forward to open in the browser',
      'Delete what was deployed to',
      'Select the port-forward to stop',
    ]);
  });

  it('show the steps, and cancel the run', async () => {
    const run = ui().withProgress({ kind: 'deploy', target, name: 'web' }, async (report, signal) => {
      report({ kind: 'checking' });
      report({ kind: 'applying', ref: pod });
      report({ kind: 'deleting', ref: pod });
      report({ kind: 'waiting', state: 'Pending' });
      report({ kind: 'requesting', listener: 'a' });
      assert.equal(signal.aborted, false);
      for (const cancel of state.cancel) cancel();
      return signal.aborted;
    });
    assert.equal(await run, true);
    assert.deepEqual(
      state.shown.map(({ text }) => text),
      [
        'Deploying web to kind/web',
        'validating the manifests in the cluster',
        'applying Pod web',
        'deleting Pod web',
        'waiting until the pod is Ready (Pending)',
        'sending a request to a',
      ],
    );
  });

  it('show a failure on its line until the file is edited, with what is in the cluster', async () => {
    state.answers.push('Go to Line');
    ui().showResult(refused);
    await new Promise(setImmediate);
    const [diagnostic] = state.diagnostics.get(location.uri) ?? [];
    assert.equal(diagnostic?.message, 'unknown field "spec.x"');
    assert.equal(diagnostic?.source, 'cluster kind');
    const [{ how, text, choices }] = state.shown as [(typeof state.shown)[number]];
    assert.equal(how, 'error');
    assert.match(text, /\. ConfigMap web was created in namespace web\.$/);
    assert.deepEqual(choices, ['Go to Line', 'Show Output']);
    assert.equal(state.shown[1]?.text, 'file:///pod.yaml:4');
    state.edited.fire({ document: { uri: Uri.parse(location.uri) }, contentChanges: [] });
    assert.equal(state.diagnostics.size, 1);
    state.edited.fire({ document: { uri: Uri.parse(location.uri) }, contentChanges: [{}] });
    assert.equal(state.diagnostics.size, 0);
  });

  it('show the details on request', async () => {
    state.answers.push('Show Output');
    ui().showResult(refused);
    await new Promise(setImmediate);
    assert.ok(logged.includes('  unknown field "spec.x"'));
    assert.equal(logged.at(-1), 'shown');
  });

  it('remove the errors of the run before, and inform about a success', async () => {
    ui().showResult(refused);
    ui().showResult({ kind: 'applied', target, changes: [] });
    await new Promise(setImmediate);
    assert.equal(state.diagnostics.size, 0);
    assert.equal(state.shown.at(-1)?.how, 'information');
  });

  it('show nothing if the user cancels and nothing was changed', async () => {
    ui().showResult({ kind: 'cancelled', target, changes: [] });
    await new Promise(setImmediate);
    assert.deepEqual(state.shown, []);
  });
});
