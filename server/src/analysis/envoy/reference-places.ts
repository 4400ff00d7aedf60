import { jsonName } from '../schema/envoy-facts.ts';
import type { ClusterReferenceKind } from './envoy-config.ts';

/** A message, or a list of them, on the way to the name of a cluster. */
export type ReferencePlace =
  | 'aggregate'
  | 'grpc'
  | 'http_uri'
  | 'mirror'
  | 'rest'
  | 'route'
  | 'route weights'
  | 'route weight'
  | 'tcp_proxy'
  | 'tcp_proxy weights'
  | 'tcp_proxy weight';

/** The value names a cluster, or is a list of names. */
export interface NamingStep {
  readonly names: ClusterReferenceKind;
  readonly overGrpc?: true;
  /** Envoy requires the cluster to be static, in any place. */
  readonly isStatic?: true;
}

/** What a field of a place leads to. */
export type ReferenceStep = NamingStep | { readonly into: ReferencePlace };

/** The meaning of a key. Undefined if it does not refer to a cluster. @param place the place of the key's map */
export const stepFrom = (place: ReferencePlace | undefined, key: string): ReferenceStep | undefined =>
  (place && steps[place].get(key)) ?? anywhere.get(key);

/** Names count in snake_case and in lowerCamelCase. */
const fields = (record: Readonly<Record<string, ReferenceStep>>): ReadonlyMap<string, ReferenceStep> =>
  new Map(Object.entries(record).flatMap(([name, step]) => [[name, step] as const, [jsonName(name), step] as const]));

/** Fields with the same meaning in every message. */
const anywhere = fields({
  route: { into: 'route' },
  // Of a route, a virtual host or a whole route configuration.
  request_mirror_policies: { into: 'mirror' },
  envoy_grpc: { into: 'grpc' },
  api_config_source: { into: 'rest' },
  http_uri: { into: 'http_uri' },
  server_uri: { into: 'http_uri' },
  token_endpoint: { into: 'http_uri' },
  // Of Zipkin and Datadog tracers and of statsd: Envoy 1.40 wants them static, with CDS too ("tcp statsd: unknown cluster").
  collector_cluster: { names: 'grpc', isStatic: true },
  tcp_cluster_name: { names: 'grpc', isStatic: true },
});

const steps: Readonly<Record<ReferencePlace, ReadonlyMap<string, ReferenceStep>>> = {
  aggregate: fields({ clusters: { names: 'aggregate' } }),
  grpc: fields({ cluster_name: { names: 'grpc', overGrpc: true } }),
  http_uri: fields({ cluster: { names: 'http_uri' } }),
  mirror: fields({ cluster: { names: 'mirror' } }),
  rest: fields({ cluster_names: { names: 'grpc' } }),
  route: fields({ cluster: { names: 'route' }, weighted_clusters: { into: 'route weights' } }),
  'route weights': fields({ clusters: { into: 'route weight' } }),
  'route weight': fields({ name: { names: 'weighted' } }),
  tcp_proxy: fields({ cluster: { names: 'tcp_proxy' }, weighted_clusters: { into: 'tcp_proxy weights' } }),
  'tcp_proxy weights': fields({ clusters: { into: 'tcp_proxy weight' } }),
  'tcp_proxy weight': fields({ name: { names: 'tcp_proxy' } }),
};
