/** The name of their folder in the cache. */
export function fieldDocsVersion(): string;
