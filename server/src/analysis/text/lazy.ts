/**
 * Computes a value on first use and keeps it. Caches hang on immutable snapshots and die with them; at the top of a module
 * stand only constants, which depend on nothing but the generated facts.
 */
export function lazy<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
