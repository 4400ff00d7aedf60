import assert from 'node:assert/strict';
import { type RunEvent, type RunState, runStateAfter } from '../../client/src/views/run-state.ts';
import { response } from './response-fixture.ts';

const file = 'file:///shop/envoy.yaml';
const began = (id: number, uri = file): RunEvent => ({
  kind: 'began',
  run: { id, uri, again: { command: 'envoySidecar.runLocally', arguments: [{ uri }] } },
});
const answered = (id: number): RunEvent => ({ kind: 'answered', id, response, files: [file] });
const changed = (same: boolean, uri = file): RunEvent => ({ kind: 'changed', uri, same });
const stateAfter = (...events: readonly RunEvent[]): RunState | undefined =>
  events.reduce<RunState | undefined>(runStateAfter, undefined);
const told = (state: RunState | undefined) => [state?.phase, state?.response?.status, state?.reason?.kind];

describe('the state of a run', () => {
  it('is Starting until there is an answer', () => {
    assert.deepEqual(told(stateAfter(began(1))), ['starting', undefined, undefined]);
    assert.deepEqual(told(stateAfter(began(1), answered(1))), ['running', 200, undefined]);
  });

  it('is Outdated while a file of the run differs, and Running again when the change is undone', () => {
    assert.deepEqual(stateAfter(began(1), answered(1), changed(false))?.changed, [file]);
    assert.equal(stateAfter(began(1), answered(1), changed(false))?.phase, 'outdated');
    assert.equal(stateAfter(began(1), answered(1), changed(false), changed(true))?.phase, 'running');
    assert.equal(stateAfter(began(1), answered(1), changed(false, 'file:///other.yaml'))?.phase, 'running');
  });

  it('is Stopped with its last answer, and stays so', () => {
    const stopped: RunEvent = { kind: 'ended', id: 1, reason: { kind: 'stopped' } };
    assert.deepEqual(told(stateAfter(began(1), answered(1), stopped)), ['stopped', 200, 'stopped']);
    assert.deepEqual(told(stateAfter(began(1), answered(1), stopped, changed(false))), ['stopped', 200, 'stopped']);
    assert.deepEqual(told(stateAfter(began(1), stopped, answered(1))), ['stopped', undefined, 'stopped']);
  });

  it('never has the answer of another run', () => {
    const failed: RunEvent = { kind: 'ended', id: 2, reason: { kind: 'failed', sentence: 'Broken.' } };
    const state = stateAfter(began(1), answered(1), began(2, 'file:///shop/broken.yaml'), answered(1), failed);
    assert.deepEqual(told(state), ['failed', undefined, 'failed']);
    assert.equal(state?.run.uri, 'file:///shop/broken.yaml');
  });

  it('ignores the end of an earlier run', () => {
    const ended: RunEvent = { kind: 'ended', id: 1, reason: { kind: 'exited' } };
    assert.deepEqual(told(stateAfter(began(1), answered(1), began(2), answered(2), ended)), [
      'running',
      200,
      undefined,
    ]);
  });

  it('says that a reload has ended it', () => {
    const run = { id: 1, uri: file, again: { command: 'envoySidecar.runLocally', arguments: [] } };
    assert.deepEqual(told(stateAfter({ kind: 'restored', run })), ['stopped', undefined, 'reloaded']);
  });
});
