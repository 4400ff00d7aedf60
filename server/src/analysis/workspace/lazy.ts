/** Computes a value on first use and keeps it: caches hang on immutable snapshots and die with them. */
export function lazy<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
