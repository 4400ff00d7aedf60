/** The folder for fetched tools; `ENVOY_SIDECAR_CACHE` moves it. */
export function cacheFolder(...parts: readonly string[]): string;
