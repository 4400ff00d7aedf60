import assert from 'node:assert/strict';
import type { Diagnostic } from 'vscode-languageserver';
import { createPublisher } from '../../server/src/lsp/publisher.ts';

describe('the publisher', () => {
  const found = (message: string): Diagnostic[] => [
    { message, range: { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } } },
  ];

  /** @param steps in which a file is computed, each longer than a piece of work */
  function publisherWith(open: readonly string[], steps = 1) {
    let ms = 0;
    const turns: (() => void)[] = [];
    const state = new Map<string, Diagnostic[]>();
    const sent: string[] = [];
    const computed: string[] = [];
    const publisher = createPublisher({
      *compute(uri) {
        computed.push(uri);
        for (let i = 1; i < steps; i++) {
          ms += 10;
          yield;
        }
        return state.get(uri) ?? [];
      },
      send: (uri, diagnostics) => sent.push(`${uri} ${diagnostics.map(({ message }) => message).join()}`),
      visited: () => {},
      settled: () => sent.push('settled'),
      isOpen: (uri) => open.includes(uri),
      later: (run) => turns.push(run),
      now: () => ms,
    });
    const turn = () => turns.shift()?.();
    const finish = () => {
      while (turns.length > 0) turn();
    };
    const schedule = (affected: readonly string[], edited: readonly string[]) =>
      publisher.schedule(() => affected, edited);
    return { publisher, schedule, state, sent, computed, turn, finish };
  }

  it('sends an edited buffer always, another file only when it differs', () => {
    const { schedule, state, sent, finish } = publisherWith(['a', 'b']);
    state.set('b', found('x'));
    schedule(['a', 'b', 'c'], ['a']);
    finish();
    schedule(['a', 'b', 'c'], ['a']);
    finish();
    assert.deepEqual(sent, ['a ', 'b x', 'settled', 'a ', 'settled']);
  });

  it('withdraws the diagnostics of a file', () => {
    const { schedule, state, sent, finish } = publisherWith([]);
    state.set('a', found('x'));
    schedule(['a'], ['a']);
    finish();
    state.delete('a');
    schedule(['a'], []);
    finish();
    schedule(['a'], []);
    finish();
    assert.deepEqual(sent, ['a x', 'settled', 'a ', 'settled', 'settled']);
  });

  it('begins with the edited file, then the open ones', () => {
    const { schedule, computed, finish } = publisherWith(['b', 'edited']);
    schedule(['a', 'b', 'c', 'edited'], ['edited']);
    finish();
    assert.deepEqual(computed, ['edited', 'b', 'a', 'c']);
  });

  it('waits for messages that are already there, and drops the run of an older change', () => {
    const { schedule, computed, turn, finish } = publisherWith(['a']);
    schedule(['a'], ['a']);
    turn();
    schedule(['a'], ['a']);
    turn();
    assert.deepEqual(computed, []);
    finish();
    assert.deepEqual(computed, ['a']);
  });

  it('begins a long computation again when a change comes between its steps', () => {
    const { schedule, state, sent, computed, turn, finish } = publisherWith(['a'], 3);
    schedule(['a'], ['a']);
    while (computed.length === 0) turn();
    state.set('a', found('x'));
    schedule(['a'], ['a']);
    finish();
    assert.deepEqual(computed, ['a', 'a']);
    assert.deepEqual(sent, ['a x', 'settled']);
  });

  it('lets messages arrive between the steps of a long computation', () => {
    const { schedule, sent, computed, turn } = publisherWith(['a'], 3);
    schedule(['a'], ['a']);
    while (computed.length === 0) turn();
    let count = 0;
    for (; sent.length === 0; count++) turn();
    // Two more steps, each behind the turns in which eight messages are processed.
    assert.equal(count, 18);
  });

  it('asks for the affected files after the edited file, and only for those of the last change', () => {
    const { publisher, sent, finish } = publisherWith(['a']);
    publisher.schedule(() => assert.fail('The first change is outdated.'), ['a']);
    publisher.schedule(() => {
      sent.push('asked');
      return ['a', 'b'];
    }, ['a']);
    finish();
    assert.deepEqual(sent, ['a ', 'asked', 'settled']);
  });
});
