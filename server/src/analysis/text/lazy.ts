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

/** Computes the answer to a topic the first time; the same topic always stands for the same question. */
export type Once = <T>(topic: string, compute: () => T) => T;

/** Answers that are kept by topic. */
export function memo(): Once {
  const answers = new Map<string, unknown>();
  return <T>(topic: string, compute: () => T): T => {
    if (!answers.has(topic)) answers.set(topic, compute());
    return answers.get(topic) as T;
  };
}
