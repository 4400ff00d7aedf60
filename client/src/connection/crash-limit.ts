/** Decides whether a server that has ended unexpectedly is restarted. */
export interface CrashLimit {
  /** Counts one exit. Returns true if the server should be restarted. */
  readonly startAgain: () => boolean;
  /** Resets the count, for example when the user restarts the server. */
  readonly reset: () => void;
}

/** The server is not restarted after `most` exits within `windowMs`. @param now milliseconds */
export function crashLimit(most: number, windowMs: number, now: () => number = Date.now): CrashLimit {
  let ends: readonly number[] = [];
  return {
    startAgain: () => {
      ends = [...ends, now()].filter((end) => end > now() - windowMs);
      return ends.length < most;
    },
    reset: () => {
      ends = [];
    },
  };
}
