import assert from 'node:assert/strict';
import type { LocalRun, LocalRunResult } from '../../client/src/local/local-run-result.ts';
import { createRunSlot } from '../../client/src/local/run-slot.ts';
import { noTrace, plannedListener } from './plan-fixture.ts';

describe('the slot of the local run', () => {
  it('ends a run before the next one starts', async () => {
    const seen: (number | undefined)[] = [];
    const slot = createRunSlot((run) => seen.push(run?.port));
    const first = fakeRun(1);
    const second = fakeRun(2);
    await slot.start(async () => first.result);
    const started = await slot.start(async () => {
      assert.equal(first.stops(), 1);
      return second.result;
    });
    assert.equal(started, second.result);
    assert.equal(second.stops(), 0);
    assert.equal(await slot.stop(), true);
    assert.equal(second.stops(), 1);
    assert.equal(await slot.stop(), false);
    assert.deepEqual(seen, [1, undefined, 2, undefined]);
  });

  it('cancels a run that is still starting', async () => {
    const slot = createRunSlot(() => undefined);
    let begun: () => void = () => undefined;
    const hasBegun = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const starting = slot.start((signal) => {
      begun();
      return new Promise((resolve) => {
        signal.addEventListener('abort', () => resolve({ kind: 'cancelled' }));
      });
    });
    await hasBegun;
    assert.equal(await slot.stop(), true);
    assert.deepEqual(await starting, { kind: 'cancelled' });
  });

  it('does not begin a run that was stopped before its turn', async () => {
    const slot = createRunSlot(() => undefined);
    const starting = slot.start(() => assert.fail('it began'));
    slot.kill();
    assert.deepEqual(await starting, { kind: 'cancelled' });
  });

  it('starts after a run that broke', async () => {
    const slot = createRunSlot(() => undefined);
    await assert.rejects(slot.start(() => Promise.reject(new Error('broken'))));
    const next: LocalRunResult = { kind: 'cancelled' };
    assert.equal(await slot.start(async () => next), next);
  });

  it('kills the current run, and forgets a run that has ended', async () => {
    const seen: (number | undefined)[] = [];
    const slot = createRunSlot((run) => seen.push(run?.port));
    const run = fakeRun(1);
    await slot.start(async () => run.result);
    slot.kill();
    assert.equal(run.kills(), 1);
    run.end();
    await run.run.ended;
    await Promise.resolve();
    assert.deepEqual(seen, [1, undefined]);
    assert.equal(await slot.stop(), false);
  });
});

function fakeRun(port: number) {
  let stops = 0;
  let kills = 0;
  let end: () => void = () => undefined;
  const ended = new Promise<'stopped'>((resolve) => {
    end = () => resolve('stopped');
  });
  const run: LocalRun = {
    listener: plannedListener({ name: 'l', address: '0.0.0.0', port }),
    envoy: { kind: 'found', path: '/envoy', version: '1.40.0', source: 'path' },
    pid: 1,
    port,
    portOf: () => port,
    adminPort: 2,
    configUri: 'file:///envoy.yaml',
    upstreams: new Map(),
    trace: noTrace,
    readAccessLog: async () => '',
    leavesOutListeners: false,
    app: { kind: 'stand-in', ports: [80] },
    ended,
    stop: async () => {
      stops++;
      end();
    },
    kill: () => {
      kills++;
    },
  };
  const timing = { connectMs: 1, firstByteMs: 2, totalMs: 3 };
  const body = { body: 'b', bodyBytes: 1, bodyTruncated: false, binary: false };
  const answer = {
    kind: 'answered',
    status: 200,
    statusText: 'OK',
    httpVersion: '1.1',
    headers: [],
    ...body,
    timing,
  } as const;
  const result: LocalRunResult = {
    kind: 'answered',
    run,
    answer,
    hops: [],
    request: { method: 'GET', path: '/', headers: [], expected: [] },
    checked: [],
  };
  return { run, answer, result, stops: () => stops, kills: () => kills, end: () => end() };
}
