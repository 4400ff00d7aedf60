/** The values that a field has in most public configs, as YAML, the most common first. */
export const usualFieldValues = (message: string, field: string): readonly string[] => {
  const key = `${message.slice(message.lastIndexOf('.') + 1)}.${field}`;
  return Object.hasOwn(usual, key) ? (usual[key] ?? []) : [];
};

/** By message without its package, and field. */
const usual: Readonly<Record<string, readonly string[]>> = {
  'Admin.access_log_path': ['/dev/null', '/dev/stdout', '/tmp/admin_access.log'],
  'Cluster.connect_timeout': ['0.25s', '1s', '5s', '10s', '2s', '30s'],
  'Cluster.type': ['STRICT_DNS'],
  'Cluster.dns_refresh_rate': ['5s', '60s'],
  'FileAccessLog.path': ['/dev/stdout', '/dev/stderr', '/dev/null'],
  'HealthCheck.timeout': ['1s', '5s'],
  'HealthCheck.interval': ['10s', '5s'],
  'HealthCheck.healthy_threshold': ['2', '1'],
  'HealthCheck.unhealthy_threshold': ['3', '2'],
  'HttpConnectionManager.stat_prefix': ['ingress_http', 'egress_http'],
  'HttpConnectionManager.request_timeout': ['30s', '60s'],
  'HttpConnectionManager.stream_idle_timeout': ['0s', '300s'],
  'HttpHealthCheck.path': ['/healthz', '/health', '/'],
  'HttpProtocolOptions.idle_timeout': ['3600s', '60s'],
  'Listener.name': ['listener_0', 'ingress'],
  'RetryPolicy.num_retries': ['3', '1'],
  'RetryPolicy.per_try_timeout': ['1s', '5s'],
  'RetryPolicy.retry_on': ['5xx', 'connect-failure,refused-stream', 'gateway-error', 'reset'],
  'RouteAction.idle_timeout': ['0s', '60s'],
  'RouteAction.prefix_rewrite': ['/'],
  'RouteAction.timeout': ['0s', '15s', '30s', '60s'],
  'RouteConfiguration.name': ['local_route'],
  'RouteMatch.path': ['/'],
  'RouteMatch.prefix': ['/'],
  'RuntimeLayer.name': ['static_layer_0', 'admin_layer_0'],
  'SocketAddress.address': ['0.0.0.0', '127.0.0.1'],
  'TcpProxy.stat_prefix': ['ingress_tcp', 'egress_tcp'],
  'VirtualHost.domains': ['"*"'],
  'VirtualHost.name': ['local_service', 'backend'],
};
