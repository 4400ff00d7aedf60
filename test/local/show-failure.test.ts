import assert from 'node:assert/strict';
import '../fixture/vscode/register.ts';
import type * as vscode from 'vscode';
import type { LocalRunResult } from '../../client/src/local/local-run-result.ts';
import { reset, state, Uri } from '../fixture/vscode/fake-vscode.ts';

const { envoyRefusals, showFailure } = await import('../../client/src/local/show-failure.ts');
const { localRunUi } = await import('../../client/src/local/local-run-ui.ts');

const location = {
  uri: 'file:///envoy.yaml',
  range: { start: { line: 7, character: 4 }, end: { line: 7, character: 9 } },
};
const logged: string[] = [];
const output = {
  error: (text: string) => logged.push(text),
  info: (text: string) => logged.push(text),
  show: () => logged.push('shown'),
} as never as vscode.LogOutputChannel;

beforeEach(() => {
  reset();
  logged.length = 0;
});

describe('the failure of a local run', () => {
  const show = async (result: LocalRunResult, answer: string): Promise<readonly string[]> => {
    state.answers.push(answer);
    showFailure(result, output);
    await new Promise(setImmediate);
    return state.shown[0]?.choices ?? [];
  };

  it('leads to the line that Envoy rejects', async () => {
    assert.deepEqual(await show({ kind: 'envoy-refused', message: 'no such field', location }, 'Go to Line'), [
      'Go to Line',
    ]);
    assert.equal(state.shown[1]?.text, 'file:///envoy.yaml:7');
  });

  it('leads to the line without which there is no plan', async () => {
    const result: LocalRunResult = { kind: 'no-plan', refusal: { refused: 'The file has a syntax error.', location } };
    assert.deepEqual(await show(result, 'Go to Line'), ['Go to Line']);
  });

  it('opens the setting of a missing Envoy', async () => {
    const result: LocalRunResult = { kind: 'envoy-not-found', reason: { kind: 'declined' } };
    assert.deepEqual(await show(result, 'Open Settings'), ['Open Settings']);
    assert.deepEqual(state.executed, [['workbench.action.openSettings', 'envoySidecar.envoyPath']]);
  });

  it('shows the log of an Envoy that ended', async () => {
    assert.deepEqual(await show({ kind: 'envoy-exited', code: 1, log: 'cannot bind' }, 'Show Log'), ['Show Log']);
    assert.deepEqual(logged.slice(1), ['cannot bind', 'shown']);
  });

  it('is not shown if the user cancels', async () => {
    await show({ kind: 'cancelled' }, '');
    assert.deepEqual(state.shown, []);
  });
});

describe('the errors of Envoy', () => {
  const refusals = () => envoyRefusals({ subscriptions: [] } as never);

  it('are shown on their line until the file is edited', () => {
    refusals().show({ kind: 'envoy-refused', message: 'no such field', location });
    const [diagnostic] = state.diagnostics.get(location.uri) ?? [];
    assert.equal(diagnostic?.message, 'Envoy rejected this config: no such field');
    assert.equal(diagnostic?.range.start.line, 7);
    state.edited.fire({ document: { uri: Uri.parse(location.uri) }, contentChanges: [] });
    assert.equal(state.diagnostics.size, 1);
    state.edited.fire({ document: { uri: Uri.parse(location.uri) }, contentChanges: [{}] });
    assert.equal(state.diagnostics.size, 0);
  });

  it('are not shown without a line, and end with the next run', () => {
    const shown = refusals();
    shown.show({ kind: 'envoy-refused', message: 'no such field' });
    assert.equal(state.diagnostics.size, 0);
    shown.show({ kind: 'envoy-refused', message: 'no such field', location });
    shown.clear();
    assert.equal(state.diagnostics.size, 0);
  });
});

describe('the dialogs of a local run', () => {
  const steps: (string | undefined)[] = [];
  const ui = localRunUi({ report: ({ message }) => steps.push(message) }, output);

  it('show and log each step', () => {
    for (const step of ['planning', 'finding-envoy', 'installing-envoy', 'starting-envoy', 'sending-request'] as const)
      ui.report(step);
    assert.equal(new Set(steps).size, 5);
    assert.deepEqual(logged, steps);
  });

  it('install Envoy only after a yes', async () => {
    state.answers.push('Install');
    assert.equal(await ui.confirmInstall('1.40.0'), true);
    assert.equal(await ui.confirmInstall('1.40.0'), false);
    assert.match(state.shown[0]?.detail ?? '', /^Envoy 1\.40\.0 can be installed with pip/);
  });

  it('return the listener that the user selects', async () => {
    const listeners = ['a', 'b'].map((name) => ({ name, address: '0.0.0.0', port: 80, path: '/' })) as never[];
    state.answers.push('b');
    assert.equal(await ui.pickListener(listeners), listeners[1]);
    assert.equal(await ui.pickListener(listeners), undefined);
  });
});
