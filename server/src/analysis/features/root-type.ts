import type { EnvoySource } from '../workspace/envoy-source.ts';

/** The message that a config is; what is only being begun will be a bootstrap. */
export const rootType = (source: EnvoySource | undefined): string =>
  source?.form === 'discovery' ? 'envoy.service.discovery.v3.DiscoveryResponse' : 'envoy.config.bootstrap.v3.Bootstrap';
