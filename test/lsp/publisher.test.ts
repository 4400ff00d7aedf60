import assert from 'node:assert/strict';
import type { Diagnostic } from 'vscode-languageserver';
import { createPublisher } from '../../server/src/lsp/publisher.ts';

describe('the publisher', () => {
  const found = (message: string): Diagnostic[] => [
    { message, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } },
  ];

  function publisherWith(open: readonly string[]) {
    const turns: (() => void)[] = [];
    const state = new Map<string, Diagnostic[]>();
    const sent: string[] = [];
    const computed: string[] = [];
    const publisher = createPublisher({
      compute: (uri) => {
        computed.push(uri);
        return state.get(uri) ?? [];
      },
      send: (uri, diagnostics) => sent.push(`${uri} ${diagnostics.map(({ message }) => message).join()}`),
      visited: () => {},
      isOpen: (uri) => open.includes(uri),
      later: (run) => turns.push(run),
    });
    const turn = () => turns.shift()?.();
    const finish = () => {
      while (turns.length > 0) turn();
    };
    return { publisher, state, sent, computed, turn, finish };
  }

  it('sends an edited buffer always, another file only when it differs', () => {
    const { publisher, state, sent, finish } = publisherWith(['a', 'b']);
    state.set('b', found('x'));
    publisher.schedule(['a', 'b', 'c'], ['a']);
    finish();
    publisher.schedule(['a', 'b', 'c'], ['a']);
    finish();
    assert.deepEqual(sent, ['a ', 'b x', 'a ']);
    assert.ok(publisher.idle());
  });

  it('withdraws the diagnostics of a file', () => {
    const { publisher, state, sent, finish } = publisherWith([]);
    state.set('a', found('x'));
    publisher.schedule(['a'], ['a']);
    finish();
    state.delete('a');
    publisher.schedule(['a'], []);
    finish();
    publisher.schedule(['a'], []);
    finish();
    assert.deepEqual(sent, ['a x', 'a ']);
  });

  it('begins with the edited file, then the open ones', () => {
    const { publisher, computed, finish } = publisherWith(['b', 'edited']);
    publisher.schedule(['a', 'b', 'c', 'edited'], ['edited']);
    finish();
    assert.deepEqual(computed, ['edited', 'b', 'a', 'c']);
  });

  it('waits for messages that are already there, and drops the run of an older change', () => {
    const { publisher, computed, turn, finish } = publisherWith(['a']);
    publisher.schedule(['a'], ['a']);
    turn();
    publisher.schedule(['a'], ['a']);
    turn();
    assert.deepEqual(computed, []);
    finish();
    assert.deepEqual(computed, ['a']);
  });
});
