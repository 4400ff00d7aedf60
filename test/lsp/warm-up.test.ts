import assert from 'node:assert/strict';
import { warmUpAfter, warmUpSteps } from '../../server/src/lsp/warm-up.ts';

describe('the warm-up', () => {
  it('gets keys, types and a hover', () => {
    const [keys = 0, types = 0, clusterKeys = 0, hovers] = [...warmUpSteps()];
    assert.ok(keys > 30 && types > 50 && clusterKeys > 30, `${[keys, types, clusterKeys]}`);
    assert.equal(hovers, 1);
  });

  it('waits for the end of work, and goes on after it', async () => {
    let asked = 0;
    let idle = true;
    const settled = warmUpAfter(() => {
      asked++;
      return idle && asked !== 2;
    });
    await settled();
    assert.equal(asked, 2);
    idle = false;
    await settled();
    assert.equal(asked, 3);
    idle = true;
    await settled();
    assert.equal(asked, 7);
    await settled();
    assert.equal(asked, 7);
  });
});
