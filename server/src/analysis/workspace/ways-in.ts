import type { EnvoyListener } from '../envoy/envoy-config.ts';
import type { YamlScalar } from '../yaml/syntax/yaml-node.ts';
import { type EnvoyWorkload, isLoopback, linkedPorts, linkedReferences, loopbackEndpoints } from './envoy-workload.ts';

/** A listener that is reachable from outside, with a port of the pod that one of its clusters targets. */
export interface WayIn {
  readonly app: number;
  readonly listener: EnvoyListener;
  readonly name: string;
  readonly port: number;
  readonly at: YamlScalar;
}

/** From each listener that is reachable from outside to the ports of the pod that its clusters target. */
export function waysIn({ config }: EnvoyWorkload): readonly WayIn[] {
  if (!config) return [];
  const endpoints = loopbackEndpoints(config.source.config);
  const references = linkedReferences(config);
  return linkedPorts(config).flatMap(({ listener, host, protocol, name, port, at }) => {
    if (!listener || isLoopback(host) || protocol !== 'TCP') return [];
    const clusters = references
      .filter(
        (reference) => reference.listener === listener && reference.kind !== 'grpc' && reference.kind !== 'http_uri',
      )
      .map((reference) => reference.name.value);
    const apps = endpoints
      .filter(({ cluster }) => cluster.name && clusters.includes(cluster.name.value))
      .map((endpoint) => endpoint.port);
    return [...new Set(apps)].map((app) => ({ app, listener, name, port, at }));
  });
}
