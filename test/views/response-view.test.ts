import assert from 'node:assert/strict';
import '../fixture/vscode/register.ts';
import { reset, state } from '../fixture/vscode/fake-vscode.ts';
import { response } from './response-fixture.ts';

const { showResponse } = await import('../../client/src/views/response-view.ts');

describe('the panel of a response', () => {
  const again = { command: 'envoySidecar.runLocally', arguments: ['file:///envoy.yaml'] };
  const shown = { ...response, browserUrl: 'http://127.0.0.1:8080/', again, commands: ['curl one', 'curl two'] };
  let context: { subscriptions: { dispose(): void }[] };
  const show = (of: object = shown): void => showResponse(context as never, of as never);

  beforeEach(() => {
    reset();
    context = { subscriptions: [] };
  });

  it('is opened once, and again after it was closed', () => {
    show();
    show({ ...shown, title: 'second' });
    assert.equal(state.panels.length, 1);
    assert.equal(state.panels[0]?.title, 'second');
    assert.equal(context.subscriptions.length, 1);
    state.panels[0]?.dispose();
    show();
    assert.equal(state.panels.length, 2);
    context.subscriptions[0]?.dispose();
  });

  it('opens the browser, repeats the command and copies a line', () => {
    show();
    for (const message of [{ type: 'open' }, { type: 'again' }, { type: 'copy', index: 1 }])
      state.received.fire(message);
    assert.deepEqual(state.opened, ['http://127.0.0.1:8080/']);
    assert.deepEqual(state.executed, [['envoySidecar.runLocally', 'file:///envoy.yaml']]);
    assert.deepEqual(state.copied, ['curl two']);
  });

  it('ignores other messages, and what the response does not have', () => {
    show({ ...shown, browserUrl: undefined, again: undefined });
    for (const message of [
      null,
      'open',
      { type: 'open' },
      { type: 'again' },
      { type: 'copy', index: 9 },
      { type: 'copy' },
    ])
      state.received.fire(message);
    assert.deepEqual([state.opened, state.executed, state.copied], [[], [], []]);
  });
});
