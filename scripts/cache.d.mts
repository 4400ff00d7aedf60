/** The folder for fetched tools; the environment's ENVOY_SIDECAR_CACHE moves it. */
export function cacheFolder(...parts: string[]): string;
/** Fills a cache folder once; `fill` works in a folder of its own that is renamed when it is complete. */
export function installOnce(name: string, fill: (building: string) => Promise<void>): Promise<string>;
