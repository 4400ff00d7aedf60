import { lacksFilterChains } from '../envoy/message-checks/listener.ts';
import type { ConfigLink } from './envoy-workload.ts';
import { type EnvoySource, isWhole } from './envoy-source.ts';
import type { WorkspaceIndex } from './workspace-index.ts';

/** True if all listeners of a linked config are known, with their addresses. */
export function listenersKnown({ file, source, lds, overlaid }: ConfigLink): boolean {
  const { config } = source;
  const isKnown = (one: EnvoySource): boolean =>
    isWhole(file, one) && one.config.listeners.every((listener) => !listener.unknownAddress);
  return (
    !overlaid &&
    isKnown(source) &&
    (!config.dynamic.listeners || (!!lds && isKnown(lds))) &&
    !config.admin?.address?.unknown
  );
}

/** Whether a listener has no filter chains, so that Envoy rejects it. While it is being written, its port may change. */
export const hasUnfinishedListener = ({ source, lds }: ConfigLink): boolean =>
  [source, ...(lds ? [lds] : [])].some(({ config }) => config.listeners.some(({ node }) => lacksFilterChains(node)));

/** Adds the file that the listeners come from, if it is in the same ConfigMap. */
export function withListeners(config: ConfigLink | undefined, index: WorkspaceIndex): ConfigLink | undefined {
  if (!config?.source.config.dynamic.listeners) return config;
  const found = index.xdsLinks.find(
    ({ source, subscription, target }) =>
      source === config.source && subscription.api === 'LDS' && target === config.file,
  );
  return found?.resources ? { ...config, lds: found.resources } : config;
}
