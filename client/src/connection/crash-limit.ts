/** Decides whether a server that has ended by itself is started again. */
export interface CrashLimit {
  /** Counts one end. True: start it again. */
  readonly startAgain: () => boolean;
  /** Forgets what was counted, as when a person starts the server. */
  readonly reset: () => void;
}

/** The server is given up at the end that makes `most` within `windowMs`. @param now milliseconds */
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
