import type { Failure } from '../analysis/index.ts';

/** Catches what should never be thrown: once, here, so that one bug costs one answer and not the connection. */
export interface Guard {
  /** The result, or `empty` when it throws. */
  answered<T>(what: string, empty: T, run: () => T): T;
  /** Waits for work that nobody awaits. */
  settled(what: string, run: () => Promise<void>): Promise<void>;
  /** Waits for the client's answer to a request of ours; where it is an error, the client's reason is logged and `empty` comes instead. */
  asked<T>(what: string, empty: T, ask: () => Promise<T>): Promise<T>;
  /** Logs what the analysis caught: a bug that cost one file or one rule. */
  failed(failure: Failure): void;
}

export function createGuard(log: (line: string) => void): Guard {
  const report = (what: string, error: unknown) =>
    log(`${what} failed. This is a bug in Envoy Sidecar: ${error instanceof Error ? error.stack : String(error)}`);
  return {
    answered(what, empty, run) {
      try {
        return run();
      } catch (error) {
        report(what, error);
        return empty;
      }
    },
    async asked(what, empty, ask) {
      try {
        return await ask();
      } catch (error) {
        log(`The editor refused ${what}: ${error instanceof Error ? error.message : String(error)}`);
        return empty;
      }
    },
    failed: ({ what, uri, error }) => report(`${what} (${uri})`, error),
    async settled(what, run) {
      try {
        await run();
      } catch (error) {
        report(what, error);
      }
    },
  };
}
