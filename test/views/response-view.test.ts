import assert from 'node:assert/strict';
import '../fixture/vscode/register.ts';
import { reset, state } from '../fixture/vscode/fake-vscode.ts';
import { response } from './response-fixture.ts';

const { registerResponseView } = await import('../../client/src/views/response-view.ts');

describe('the panel of a response', () => {
  const again = { command: 'envoySidecar.runLocally', arguments: ['file:///envoy.yaml'] };
  const stop = { command: 'envoySidecar.stopLocalRun', arguments: [] };
  const shown = { ...response, stop, browserUrl: 'http://127.0.0.1:8080/', commands: ['curl one', 'curl two'] };
  const view = () => registerResponseView({ subscriptions: [] } as never);
  const run = { uri: 'file:///envoy.yaml', again };

  beforeEach(reset);

  it('is opened by the first answer, and again after it was closed', () => {
    const runs = view();
    const first = runs.begin(run);
    assert.equal(state.panels.length, 0);
    first.answered(shown, []);
    first.answered({ ...shown, title: 'second' }, []);
    assert.equal(state.panels.length, 1);
    assert.equal(state.panels[0]?.title, 'second');
    state.panels[0]?.dispose();
    first.answered(shown, []);
    assert.equal(state.panels.length, 2);
    runs.dispose();
  });

  it('shows no answer of an earlier run when the next one fails', () => {
    const runs = view();
    const first = runs.begin(run);
    first.answered(shown, []);
    assert.match(state.panels[0]?.webview.html ?? '', /200 OK/);
    const second = runs.begin({ ...run, uri: 'file:///broken.yaml' });
    second.ended({ kind: 'failed', sentence: 'It is broken.' });
    first.ended({ kind: 'stopped' });
    const html = state.panels[0]?.webview.html ?? '';
    assert.match(html, /<h1>broken\.yaml<\/h1>/);
    assert.match(html, /<strong>Failed<\/strong> It is broken\./);
    assert.doesNotMatch(html, /200 OK/);
    runs.dispose();
  });

  it('opens the browser, repeats the command, stops, and copies a line', () => {
    const runs = view();
    runs.begin(run).answered(shown, []);
    for (const message of [{ type: 'open' }, { type: 'again' }, { type: 'stop' }, { type: 'copy', index: 1 }])
      state.received.fire(message);
    assert.deepEqual(state.opened, ['http://127.0.0.1:8080/']);
    assert.deepEqual(state.executed, [
      ['envoySidecar.runLocally', 'file:///envoy.yaml'],
      ['envoySidecar.stopLocalRun'],
    ]);
    assert.deepEqual(state.copied, ['curl two']);
    runs.dispose();
  });

  it('ignores other messages, and what does not work any more', () => {
    const runs = view();
    const one = runs.begin(run);
    one.answered(shown, []);
    one.ended({ kind: 'stopped' });
    for (const message of [
      null,
      'open',
      { type: 'open' },
      { type: 'stop' },
      { type: 'copy', index: 0 },
      { type: 'go' },
    ])
      state.received.fire(message);
    assert.deepEqual([state.opened, state.executed, state.copied], [[], [], []]);
    runs.dispose();
  });
});
