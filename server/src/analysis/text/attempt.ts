/** An exception in a step that looked at one file: always a bug. */
export interface Failure {
  readonly uri: string;
  /** The step, as in `reading` or `envoy/unknown-cluster`. */
  readonly what: string;
  readonly error: unknown;
}

export type OnFailure = (failure: Failure) => void;

/**
 * Runs a step for one file. If it throws, the failure is reported and the result is `empty`, so that other files and
 * rules are not affected. Without `onFailure`, as in tests, the exception is rethrown.
 */
export function attempt<T>(
  onFailure: OnFailure | undefined,
  step: Pick<Failure, 'uri' | 'what'>,
  empty: T,
  run: () => T,
): T {
  if (!onFailure) return run();
  try {
    return run();
  } catch (error) {
    onFailure({ ...step, error });
    return empty;
  }
}
