import type { LocalRun, LocalRunResult } from './local-run-result.ts';

/** Holds one local run. Starting another one ends the previous one. */
export interface RunSlot {
  /** Ends the current run, even if it is still starting, and then calls `begin`. */
  start(begin: (signal: AbortSignal) => Promise<LocalRunResult>): Promise<LocalRunResult>;
  /** Ends the current run. Returns false if there is none. */
  stop(): Promise<boolean>;
  /** Ends the current run without waiting. */
  kill(): void;
}

/** An empty slot. `onChange` is called when a run is ready and when it ends for any reason. */
export function createRunSlot(onChange: (running: LocalRun | undefined) => void): RunSlot {
  let latest: { readonly abort: AbortController; readonly done: Promise<LocalRunResult> } | undefined;
  let running: LocalRun | undefined;

  const end = async (): Promise<boolean> => {
    const wasUp = running !== undefined;
    latest?.abort.abort();
    const result = await latest?.done.catch(() => undefined);
    if (result?.kind === 'answered') await result.run.stop();
    return wasUp || result?.kind === 'cancelled';
  };
  const settled = (result: LocalRunResult): void => {
    if (result.kind !== 'answered') return;
    const { run } = result;
    running = run;
    onChange(run);
    run.ended.then(() => {
      if (running !== run) return;
      running = undefined;
      onChange(undefined);
    });
  };
  return {
    start: (begin) => {
      const before = end();
      const abort = new AbortController();
      const done = before.then((): LocalRunResult | Promise<LocalRunResult> =>
        abort.signal.aborted ? { kind: 'cancelled' } : begin(abort.signal),
      );
      latest = { abort, done };
      done.then(settled, () => undefined);
      return done;
    },
    stop: end,
    kill: () => {
      latest?.abort.abort();
      running?.kill();
    },
  };
}
