import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { realEnvoy } from './real-envoy.ts';
import { ends, isRunning } from './running.ts';

describe('the watchdog of a local run @process', function () {
  this.timeout(60_000);
  let folder: string;
  before(realEnvoy);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'run-watchdog-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  for (const signal of ['SIGKILL', 'SIGINT'] as const) {
    it(`ends Envoy and removes its folder when the extension host is gone by ${signal}`, async () => {
      const args = ['--import=tsx', join(import.meta.dirname, 'abandoned-run.ts')];
      const host = spawn(process.execPath, args, {
        env: { ...process.env, TMPDIR: folder },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const { pid } = await firstLine(host);
      assert.ok(isRunning(pid), 'Envoy does not run');
      assert.deepEqual(runFolders(folder).length, 1);
      const gone = once(host, 'exit');
      host.kill(signal);
      await gone;
      assert.ok(await ends(pid), 'Envoy is left');
      for (let tries = 0; tries < 100 && runFolders(folder).length > 0; tries++) await pause(20);
      assert.deepEqual(runFolders(folder), []);
    });
  }
});

function runFolders(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.startsWith('envoy-sidecar-'));
}

async function firstLine(host: ChildProcess): Promise<{ pid: number }> {
  let told = '';
  for await (const text of host.stdout ?? []) {
    told += text;
    if (told.includes('\n')) break;
  }
  return JSON.parse(told);
}
