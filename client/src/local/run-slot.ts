import type { LocalRun, LocalRunResult } from './local-run-result.ts';

/** Room for one local run: starting another ends the one before it. */
export interface RunSlot {
  /** Ends what is in the slot, also a run that is still starting, and then calls `begin`. */
  start(begin: (signal: AbortSignal) => Promise<LocalRunResult>): Promise<LocalRunResult>;
  /** Ends what is in the slot; false when there was nothing. */
  stop(): Promise<boolean>;
  /** The same at once and without waiting. */
  kill(): void;
}

/** An empty slot. `onChange` hears of a run that is up, and of its end, whatever ended it. */
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
