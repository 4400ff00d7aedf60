import type { EnvoyConfig, EnvoyListener, EnvoyRoute, VirtualHost } from '../envoy/envoy-config.ts';
import { field } from '../envoy/envoy-field.ts';
import { envoyString } from '../envoy/envoy-scalar.ts';
import { clientConnection, type ClientConnection } from '../envoy/client-connection.ts';
import type { Place } from '../rules/rule.ts';
import { touches } from '../text/text-range.ts';
import { virtualHostsOf } from '../workspace/placed-requests.ts';
import { isLoopback } from '../workspace/envoy-workload.ts';

/** A listener as one sends a request to it; `PlannedListener` of the protocol, with an offset place. */
export interface ListenerPlan extends ClientConnection {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  readonly loopback: boolean;
  readonly host?: string;
  readonly path: string;
  /** All its routes match gRPC requests only. */
  readonly grpcOnly?: true;
  readonly location: Place;
}

/** The listeners of a config in file order, each by its first address; those without a readable port are left out. */
export function plannedListeners(uri: string, config: EnvoyConfig): ListenerPlan[] {
  return config.listeners.flatMap((listener) => {
    const address = listener.addresses.find(({ port }) => port);
    if (!address?.port || !listener.bound) return [];
    const host = address.address?.value ?? '';
    const virtualHost = firstVirtualHost(listener);
    const domain = virtualHost && literalDomain(virtualHost);
    return [
      {
        name: listener.name?.value || `${host}:${address.port.value}`,
        address: host,
        port: address.port.value,
        ...clientConnection(listener),
        loopback: isLoopback(host),
        ...(domain !== undefined && { host: domain }),
        path: (virtualHost && firstPath(virtualHost.routes)) ?? '/',
        ...(isGrpcOnly(listener) && { grpcOnly: true as const }),
        location: { uri, range: listener.node.range },
      },
    ];
  });
}

/** The listener at the offset first, then the others in file order. */
export function listenerFirst(
  listeners: readonly ListenerPlan[],
  uri: string,
  offset: number | undefined,
): ListenerPlan[] {
  const holds = (listener: ListenerPlan) => offset !== undefined && holdsOffset(listener, uri, offset);
  return [...listeners.filter(holds), ...listeners.filter((listener) => !holds(listener))];
}

/** True if the offset is in the text of the listener. */
export const holdsOffset = ({ location }: ListenerPlan, uri: string, offset: number): boolean =>
  location.uri === uri && touches(location.range, offset);

function isGrpcOnly(listener: EnvoyListener): boolean {
  const routes = virtualHostsOf(listener).flatMap((host) => host.routes);
  return routes.length > 0 && routes.every(({ match }) => field(match, 'grpc'));
}

function firstVirtualHost(listener: EnvoyListener): VirtualHost | undefined {
  const hosts = virtualHostsOf(listener);
  return hosts.find(({ domains }) => domains.some(({ value }) => value === '*')) ?? hosts[0];
}

/** The first domain without a wildcard, and without its port; undefined when any host will do. */
function literalDomain({ domains }: VirtualHost): string | undefined {
  if (domains.some(({ value }) => value === '*')) return undefined;
  return domains.map(({ value }) => value.replace(/:(\d+|\*)$/, '')).find((value) => !value.includes('*'));
}

/** The path of the first route that a GET without special headers reaches. */
function firstPath(routes: readonly EnvoyRoute[]): string | undefined {
  for (const { match } of routes) {
    if (field(match, 'headers') || field(match, 'query_parameters') || field(match, 'grpc')) continue;
    const path = ['prefix', 'path', 'path_separated_prefix']
      .map((name) => envoyString(field(match, name))?.value)
      .find((value) => value?.startsWith('/'));
    if (path !== undefined) return path;
  }
  return undefined;
}
