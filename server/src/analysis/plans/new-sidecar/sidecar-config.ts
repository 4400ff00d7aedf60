import { adminPort, hostAndPort, type SidecarAnswers } from './sidecar-answers.ts';

/** The folder of the certificate of a listener with TLS in Envoy's container. */
export const certificateFolder = '/etc/tls';

/** What distinguishes the config of one kind from that of another one, as YAML. */
interface Parts {
  /** Of the listener and the route configuration. */
  readonly name: string;
  /** The address that the listener binds. */
  readonly address: string;
  /** The HTTP filters before the router. */
  readonly filters?: string;
  /** The keys of the filter chain beside its filters. */
  readonly chain?: string;
  /** The keys of the route beside its cluster. */
  readonly route?: string;
  /** The cluster that the route leads to. */
  readonly cluster: string;
  readonly clusters: string;
}

/** The text of the bootstrap, with a final line break. */
export function sidecarConfig(answers: SidecarAnswers): string {
  const { name, address, filters, chain, route, cluster, clusters } = parts(answers);
  return `admin:
  address:
    socket_address: { address: 127.0.0.1, port_value: ${adminPort} }
static_resources:
  listeners:
    - name: ${name}
      address:
        socket_address: { address: ${address}, port_value: ${answers.listen} }
      filter_chains:
        - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: ${name}
                route_config:
                  name: ${name}
                  virtual_hosts:
                    - name: all
                      domains: ["*"]
                      routes:
                        - match: { prefix: / }
                          route:
                            cluster: ${cluster}
${indented(route, 28)}                http_filters:
${indented(filters, 18)}                  - name: envoy.filters.http.router
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router
${indented(chain, 10)}  clusters:
${indented(clusters, 4)}`;
}

function parts(answers: SidecarAnswers): Parts {
  const ingress = { name: 'ingress', address: '0.0.0.0', cluster: 'app' };
  switch (answers.kind) {
    case 'reverse-proxy':
      return { ...ingress, clusters: appCluster(answers) };
    case 'grpc':
      return { ...ingress, route: streamTimeouts, clusters: appCluster(answers) + http2 };
    case 'tls':
      return { ...ingress, chain: downstreamTls, clusters: appCluster(answers) };
    case 'rate-limit':
      return { ...ingress, filters: localRateLimit, clusters: appCluster(answers) };
    case 'jwt':
      return { ...ingress, filters: jwt(answers), clusters: appCluster(answers) + tlsCluster('issuer', answers) };
    case 'ext-authz':
      return { ...ingress, filters: extAuthz, clusters: appCluster(answers) + authzCluster(answers) };
    case 'egress':
      return {
        name: 'egress',
        address: '127.0.0.1',
        route: '# The host expects its own name in the Host header.\nauto_host_rewrite: true\n',
        cluster: 'upstream',
        clusters: `# The app calls http://127.0.0.1:${answers.listen}, and Envoy adds TLS.\n${tlsCluster('upstream', answers)}`,
      };
  }
}

const indented = (lines = '', by: number): string => lines.replace(/^(?=.)/gm, ' '.repeat(by));

const appCluster = ({ port }: SidecarAnswers): string => `# The containers of a pod share the loopback address.
- name: app
  type: STATIC
  connect_timeout: 1s
  load_assignment:
    cluster_name: app
    endpoints:
      - lb_endpoints:
          - endpoint:
              address:
                socket_address: { address: 127.0.0.1, port_value: ${port} }
`;

/** A host outside of the pod, by its name. */
const dnsCluster = (name: string, type: string, { host }: SidecarAnswers): string => `- name: ${name}
  type: ${type}
  connect_timeout: 5s
  load_assignment:
    cluster_name: ${name}
    endpoints:
      - lb_endpoints:
          - endpoint:
              address:
                socket_address: { address: ${hostAndPort(host)?.host}, port_value: ${hostAndPort(host)?.port} }
`;

const tlsCluster = (name: string, answers: SidecarAnswers): string => {
  const host = hostAndPort(answers.host)?.host;
  return `${dnsCluster(name, 'LOGICAL_DNS', answers)}  transport_socket:
    name: envoy.transport_sockets.tls
    typed_config:
      "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
      sni: ${host}
      common_tls_context:
        validation_context:
          trusted_ca: { filename: /etc/ssl/certs/ca-certificates.crt }
          match_typed_subject_alt_names:
            - san_type: DNS
              matcher: { exact: ${host} }
`;
};

const http2 = `  typed_extension_protocol_options:
    envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
      "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
      explicit_http_config:
        http2_protocol_options: {}
`;

const streamTimeouts = `# A stream may last longer than Envoy's default of 15 seconds. The deadline of a call applies.
timeout: 0s
max_stream_duration: { grpc_timeout_header_max: 0s }
`;

const downstreamTls = `transport_socket:
  name: envoy.transport_sockets.tls
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext
    common_tls_context:
      alpn_protocols: [h2, http/1.1]
      tls_certificates:
        - certificate_chain: { filename: ${certificateFolder}/tls.crt }
          private_key: { filename: ${certificateFolder}/tls.key }
`;

const localRateLimit = `- name: envoy.filters.http.local_ratelimit
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit
    stat_prefix: local_rate_limit
    # 100 requests per second; further ones get the status 429.
    token_bucket: { max_tokens: 100, tokens_per_fill: 100, fill_interval: 1s }
    filter_enabled:
      default_value: { numerator: 100, denominator: HUNDRED }
    filter_enforced:
      default_value: { numerator: 100, denominator: HUNDRED }
`;

function jwt({ host }: SidecarAnswers): string {
  const { host: name, port } = hostAndPort(host) ?? {};
  const issuer = `https://${name}${port === 443 ? '' : `:${port}`}`;
  return `- name: envoy.filters.http.jwt_authn
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication
    providers:
      issuer:
        # As in the "iss" claim of the tokens.
        issuer: ${issuer}
        remote_jwks:
          http_uri:
            # The "jwks_uri" of the issuer.
            uri: ${issuer}/.well-known/jwks.json
            cluster: issuer
            timeout: 5s
    rules:
      - match: { prefix: / }
        requires: { provider_name: issuer }
`;
}

const extAuthz = `- name: envoy.filters.http.ext_authz
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.ext_authz.v3.ExtAuthz
    transport_api_version: V3
    grpc_service:
      envoy_grpc: { cluster_name: authz }
      timeout: 1s
`;

const authzCluster = (answers: SidecarAnswers): string => `# It answers envoy.service.auth.v3.Authorization over gRPC.
${dnsCluster('authz', 'STRICT_DNS', answers)}${http2}`;
