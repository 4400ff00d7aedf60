import type { Failure } from '../analysis/index.ts';

/** Catches unexpected exceptions in one place, so that a bug affects one response and not the connection. */
export interface Guard {
  /** The result, or `empty` if it throws. */
  attempt<T>(what: string, empty: T, run: () => T): T;
  /** Waits for work that nobody awaits. */
  inBackground(what: string, run: () => Promise<void>): Promise<void>;
  /**
   * Waits for the client's response to a request of the server. If it is an error, the reason is logged and `empty` is
   * returned.
   */
  request<T>(what: string, empty: T, ask: () => Promise<T>): Promise<T>;
  /** Logs an exception that the analysis caught, which affects one file or one rule. */
  report(failure: Failure): void;
}

export function createGuard(log: (line: string) => void): Guard {
  const reportBug = (what: string, error: unknown) =>
    log(`${what} failed. This is a bug in Envoy Sidecar: ${error instanceof Error ? error.stack : String(error)}`);
  return {
    attempt(what, empty, run) {
      try {
        return run();
      } catch (error) {
        reportBug(what, error);
        return empty;
      }
    },
    async request(what, empty, ask) {
      try {
        return await ask();
      } catch (error) {
        log(`The editor refused ${what}: ${error instanceof Error ? error.message : String(error)}`);
        return empty;
      }
    },
    report: ({ what, uri, error }) => reportBug(`${what} (${uri})`, error),
    async inBackground(what, run) {
      try {
        await run();
      } catch (error) {
        reportBug(what, error);
      }
    },
  };
}
