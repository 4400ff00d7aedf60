import { namesClusterByType } from './cluster-fields.ts';
import type { TypedPosition } from './typed-position.ts';

/** What Envoy finds by its name. */
export type NamedKind = 'cluster' | 'filter' | 'listener' | 'route config' | 'secret' | 'virtual host';

/** What a name means, and whether it is given there or referred to. */
export interface NameRole {
  readonly kind: NamedKind;
  readonly defines: boolean;
}

const defines = (kind: NamedKind): NameRole => ({ kind, defines: true });
export const refersTo = (kind: NamedKind): NameRole => ({ kind, defines: false });

/** The fields with a name, by the full name of their message. `namesClusterByType` knows more that refer to clusters. */
const roles: Readonly<Record<string, NameRole>> = {
  'envoy.config.cluster.v3.Cluster.name': defines('cluster'),
  'envoy.config.cluster.v3.Cluster.EdsClusterConfig.service_name': refersTo('cluster'),
  'envoy.config.core.v3.EnvoyInternalAddress.server_listener_name': refersTo('listener'),
  'envoy.config.listener.v3.Listener.name': defines('listener'),
  'envoy.config.route.v3.RouteConfiguration.name': defines('route config'),
  'envoy.config.route.v3.ScopedRouteConfiguration.route_configuration_name': refersTo('route config'),
  'envoy.config.route.v3.VirtualHost.name': defines('virtual host'),
  'envoy.extensions.filters.network.http_connection_manager.v3.HttpFilter.name': defines('filter'),
  'envoy.extensions.filters.network.http_connection_manager.v3.Rds.route_config_name': refersTo('route config'),
  'envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig.name': refersTo('secret'),
  'envoy.extensions.transport_sockets.tls.v3.Secret.name': defines('secret'),
};

/** The role of the name in a field. Undefined if the field has no name. */
export function nameRole(position: TypedPosition): NameRole | undefined {
  if (!position.field || position.type !== 'string') return undefined;
  const { message, name } = position.field;
  return roles[`${message}.${name}`] ?? (namesClusterByType(position) ? refersTo('cluster') : undefined);
}

/** The keys of `typed_per_filter_config` are the names of filters. @param position of the map */
export const keyRole = ({ form, field }: TypedPosition): NameRole | undefined =>
  form === 'map' && field?.name === 'typed_per_filter_config' ? refersTo('filter') : undefined;
