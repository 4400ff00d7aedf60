import assert from 'node:assert/strict';
import { createGuard } from '../../server/src/lsp/guard.ts';

const fail = (): never => {
  throw new Error('broken');
};

describe('the guard of the connection', () => {
  const logged: string[] = [];
  const guard = createGuard((line) => logged.push(line));
  beforeEach(() => {
    logged.length = 0;
  });

  it('returns an empty answer instead of an exception, and logs that it is a bug', () => {
    assert.deepEqual(guard.attempt('hover', [], fail), []);
    assert.match(logged[0] ?? '', /^hover failed\. This is a bug in Envoy Sidecar: Error: broken\n +at /);
    assert.equal(
      guard.attempt('hover', 0, () => 1),
      1,
    );
    assert.equal(logged.length, 1);
  });

  it('logs a failure of background work and of one rule', async () => {
    await guard.inBackground('reading files', async () => fail());
    guard.report({ what: 'envoy/a', uri: 'file:///a.yaml', error: 'odd' } as never);
    assert.match(logged[0] ?? '', /^reading files failed\./);
    assert.equal(logged[1], 'envoy/a (file:///a.yaml) failed. This is a bug in Envoy Sidecar: odd');
  });

  it('logs that the editor refused a request', async () => {
    assert.equal(await guard.request('to watch files', 'nothing', async () => fail()), 'nothing');
    assert.equal(await guard.request('to watch files', 0, async () => Promise.reject('no')), 0);
    assert.deepEqual(logged, ['The editor refused to watch files: broken', 'The editor refused to watch files: no']);
  });
});
