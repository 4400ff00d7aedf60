import type { EnvoyConfig } from '../../envoy/envoy-config.ts';
import type { Plain } from '../../yaml/edit/yaml-edit.ts';

/** What Envoy requires in a message of that type, without its `@type`. Undefined if only the user can know it. */
export function typedConfigSkeleton(
  type: string,
  { clusters }: EnvoyConfig,
): { readonly [field: string]: Plain } | undefined {
  if (takenEmpty.has(type)) return {};
  const cluster = clusters[0]?.name?.value;
  switch (type) {
    case 'envoy.extensions.access_loggers.file.v3.FileAccessLog':
      return { path: '/dev/stdout' };
    case 'envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy':
      return cluster === undefined ? undefined : { stat_prefix: 'tcp', cluster };
    case 'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager':
      return httpConnectionManager(cluster);
    default:
      return undefined;
  }
}

/** Checked with Envoy 1.40: each type in its place, with only its `@type`. */
const takenEmpty: ReadonlySet<string> = new Set(
  [
    'access_loggers.stream.v3.StderrAccessLog',
    'access_loggers.stream.v3.StdoutAccessLog',
    'filters.http.api_key_auth.v3.ApiKeyAuth',
    'filters.http.composite.v3.Composite',
    'filters.http.connect_grpc_bridge.v3.FilterConfig',
    'filters.http.cors.v3.Cors',
    'filters.http.custom_response.v3.CustomResponse',
    'filters.http.fault.v3.HTTPFault',
    'filters.http.grpc_http1_bridge.v3.Config',
    'filters.http.grpc_stats.v3.FilterConfig',
    'filters.http.grpc_web.v3.GrpcWeb',
    'filters.http.header_mutation.v3.HeaderMutation',
    'filters.http.header_to_metadata.v3.Config',
    'filters.http.json_to_metadata.v3.JsonToMetadata',
    'filters.http.jwt_authn.v3.JwtAuthentication',
    'filters.http.lua.v3.Lua',
    'filters.http.on_demand.v3.OnDemand',
    'filters.http.original_src.v3.OriginalSrc',
    'filters.http.rbac.v3.RBAC',
    'filters.http.router.v3.Router',
    'filters.http.set_filter_state.v3.Config',
    'filters.http.set_metadata.v3.Config',
    'filters.http.stateful_session.v3.StatefulSession',
    'filters.listener.http_inspector.v3.HttpInspector',
    'filters.listener.original_dst.v3.OriginalDst',
    'filters.listener.original_src.v3.OriginalSrc',
    'filters.listener.proxy_protocol.v3.ProxyProtocol',
    'filters.listener.tls_inspector.v3.TlsInspector',
    'filters.network.echo.v3.Echo',
    'retry.host.omit_canary_hosts.v3.OmitCanaryHostsPredicate',
    'retry.host.previous_hosts.v3.PreviousHostsPredicate',
    'transport_sockets.raw_buffer.v3.RawBuffer',
    'transport_sockets.tls.v3.UpstreamTlsContext',
  ].map((type) => `envoy.extensions.${type}`),
);

/** A virtual host for all domains with a route to a cluster, if there is one, and the router. */
export function httpConnectionManager(cluster: string | undefined): { readonly [field: string]: Plain } {
  const match = { prefix: '/' };
  const route: Plain =
    cluster === undefined ? { match, direct_response: { status: 404 } } : { match, route: { cluster } };
  const router = {
    name: 'envoy.filters.http.router',
    typed_config: { '@type': 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router' },
  };
  return {
    stat_prefix: 'ingress_http',
    route_config: { virtual_hosts: [{ name: 'everything', domains: ['*'], routes: [route] }] },
    http_filters: [router],
  };
}
