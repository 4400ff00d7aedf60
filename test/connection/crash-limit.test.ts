import assert from 'node:assert/strict';
import { crashLimit } from '../../client/src/connection/crash-limit.ts';

describe('the limit of crashes', () => {
  const clock = { now: 0 };
  const limit = () => crashLimit(3, 1000, () => clock.now);
  const pass = (ms: number) => {
    clock.now += ms;
  };

  it('gives up at the third end', () => {
    const crashes = limit();
    assert.deepEqual([crashes.startAgain(), crashes.startAgain(), crashes.startAgain()], [true, true, false]);
    assert.equal(crashes.startAgain(), false);
  });

  it('counts only what is in the time window', () => {
    const crashes = limit();
    for (let i = 0; i < 9; i++) {
      assert.equal(crashes.startAgain(), true);
      pass(500);
    }
    pass(-400);
    assert.equal(crashes.startAgain(), false);
  });

  it('forgets all when a person starts the server', () => {
    const crashes = limit();
    crashes.startAgain();
    crashes.startAgain();
    crashes.reset();
    assert.equal(crashes.startAgain(), true);
  });
});
