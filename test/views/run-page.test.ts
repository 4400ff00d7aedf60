import assert from 'node:assert/strict';
import { plainEnglish } from '../../client/src/deploy/l10n.ts';
import { runPage } from '../../client/src/views/run-page.ts';
import { resumeOf, runFromPage } from '../../client/src/views/run-resume.ts';
import type { RunState } from '../../client/src/views/run-state.ts';
import { runningWith } from './response-fixture.ts';

const stop = { command: 'envoySidecar.stopLocalRun', arguments: [] };
const running = runningWith({ stop });
const page = (changes: Partial<RunState>) => runPage({ ...running, ...changes }, plainEnglish);
const offered = (changes: Partial<RunState>) => {
  const { again, stop: ends, browserUrl, commands } = page(changes);
  return [again !== undefined, ends !== undefined, browserUrl !== undefined, commands.length > 0];
};

describe('the page of a run', () => {
  it('names file, listener, target and version', () => {
    assert.deepEqual(page({}).facts, [
      ['File', 'envoy.yaml'],
      ['Listener', 'listener_0'],
      ['Target', 'this machine'],
      ['Envoy', '1.40.0'],
    ]);
  });

  it('offers only what works: again, stop, browser, commands', () => {
    assert.deepEqual(offered({}), [true, true, true, true]);
    assert.deepEqual(offered({ phase: 'outdated' }), [true, true, true, true]);
    assert.deepEqual(offered({ phase: 'starting', response: undefined }), [false, false, false, false]);
    for (const phase of ['stopped', 'failed'] as const)
      assert.deepEqual(offered({ phase }), [true, false, false, false]);
  });

  it('says what the state means', () => {
    assert.match(page({ phase: 'outdated', changed: ['file:///shop/a%20b.yaml'] }).sentence, /^a b\.yaml has changed/);
    assert.equal(
      page({ phase: 'stopped', reason: { kind: 'stopped' } }).sentence,
      'Envoy was stopped. This is its last answer.',
    );
    assert.equal(page({ phase: 'failed', reason: { kind: 'failed', sentence: 'Why.' } }).sentence, 'Why.');
    assert.match(page({ phase: 'stopped', reason: { kind: 'reloaded' } }).sentence, /reloaded/);
  });

  it('keeps the run over a reload, and takes no other command from a page', () => {
    const kept = JSON.parse(JSON.stringify({ resume: resumeOf(running) }));
    assert.deepEqual(runFromPage(kept), { uri: running.run.uri, again: running.run.again });
    assert.equal(runFromPage({ resume: { ...kept.resume, again: { command: 'other', arguments: [] } } }), undefined);
    for (const other of [undefined, 'x', {}, { resume: null }]) assert.equal(runFromPage(other), undefined);
  });
});
