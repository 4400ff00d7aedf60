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

/** Computes the answer to a query the first time; the same query always stands for the same question. */
export type Once = <T>(query: string, compute: () => T) => T;

/** Answers that are kept by query. */
export function createOnce(): Once {
  const answers = new Map<string, unknown>();
  return <T>(query: string, compute: () => T): T => {
    if (!answers.has(query)) answers.set(query, compute());
    return answers.get(query) as T;
  };
}
