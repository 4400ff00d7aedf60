import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openFile, openWorkbench, picture, trustFolder, type Workbench } from './workbench.ts';

describe('a language server that crashes', function () {
  this.timeout(120_000);
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench();
    await trustFolder(workbench.page);
  });

  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await picture(workbench.page, `failed-${this.currentTest.title}`);
  });

  after(() => workbench?.close());

  it('is given up at the third crash, which a message says with a button that starts it again', async () => {
    const { page } = workbench;
    await openFile(page, 'port-mismatch/pod.yaml');
    const squiggle = page.locator('.editor-instance .squiggly-error, .editor-instance .squiggly-warning').first();
    await squiggle.waitFor();
    for (let crash = 1; crash <= 3; crash++) {
      const pid = await server();
      process.kill(pid, 'SIGKILL');
      while (servers().includes(pid)) await pause(50);
    }
    const message = page.locator('.notification-list-item', { hasText: 'crashed 3 times within 3 minutes' });
    await message.waitFor();
    await squiggle.waitFor();
    await picture(page, '18-server-given-up');
    assert.deepEqual(servers(), []);
    await message.getByRole('button', { name: 'Restart Server' }).click();
    await server();
    await squiggle.waitFor();
  });

  async function server(): Promise<number> {
    for (;;) {
      const [pid] = servers();
      // Long enough for it to run, and not only to start.
      await pause(1000);
      if (pid !== undefined) return pid;
    }
  }

  /** The language servers of this window's extension. */
  function servers(): number[] {
    const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,args='], { encoding: 'utf8' });
    return stdout
      .split('\n')
      .filter((line) => line.includes(path.dirname(workbench.folder)) && line.includes('cli.js lsp'))
      .map((line) => Number.parseInt(line, 10));
  }
});
