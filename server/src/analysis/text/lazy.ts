/**
 * Computes a value on first use and keeps it. Caches belong to immutable snapshots and are discarded with them. A
 * module contains only constants, which depend only on the generated facts.
 */
export function lazy<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Computes the result of a query the first time. Equal queries have equal results. */
export type Once = <T>(query: string, compute: () => T) => T;

/** Answers that are kept by query. */
export function createOnce(): Once {
  const answers = new Map<string, unknown>();
  return <T>(query: string, compute: () => T): T => {
    if (!answers.has(query)) answers.set(query, compute());
    return answers.get(query) as T;
  };
}
