import { enumField } from './enum-field.ts';
import { connectionManager } from './filter-lists.ts';
import type { EnvoyListener, FilterChain } from './envoy-config.ts';
import { extensionType } from './typed/any-type.ts';

/** What a TCP listener expects of its clients. `HTTP/1.1`: HTTP without TLS, in this version only. */
export type ListenerSpeech = 'TLS' | 'HTTP' | 'HTTP/1.1';

/** Undefined if its filter chains differ, or if it is not known. */
export function listenerSpeech({ filterChains }: EnvoyListener): ListenerSpeech | undefined {
  const [first, ...others] = filterChains.map(chainSpeech);
  return others.every((one) => one === first) ? first : undefined;
}

function chainSpeech({ transportSocket, filters }: FilterChain): ListenerSpeech | undefined {
  if (transportSocket)
    return extensionType(transportSocket)?.endsWith('.tls.v3.DownstreamTlsContext') ? 'TLS' : undefined;
  const last = filters.at(-1);
  if (last?.type !== 'HttpConnectionManager') return undefined;
  return enumField(last.config, connectionManager, 'codec_type') === 'HTTP1' ? 'HTTP/1.1' : 'HTTP';
}
