// Every way to configure where Envoy listens, each as a bootstrap that the real Envoy accepts on this machine.
import { join } from 'node:path';
import { selfSigned } from './self-signed.ts';

const echo = `{ name: echo, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.network.echo.v3.Echo } }`;
const chains = `filter_chains: [{ filters: [${echo}] }]`;

/** An HTTP listener, which a local run sends its request to. */
export const http = (address: string, name = 'http', more = '') => `{ name: ${name}, address: ${address}, ${more}
      filter_chains: [{ filters: [{ name: hcm, typed_config: {
        "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager,
        stat_prefix: x, codec_type: AUTO,
        route_config: { virtual_hosts: [{ name: x, domains: ["*"], routes: [
          { match: { prefix: / }, direct_response: { status: 200 } }] }] },
        http_filters: [{ name: router, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router } }]
      } }] }] }`;

const open = (port: number, more = '') => `{ socket_address: { address: 0.0.0.0, port_value: ${port}${more} } }`;

const listeners = (...items: string[]) =>
  `static_resources:\n  listeners:\n${items.map((item) => `    - ${item}\n`).join('')}`;

const beside = (listener: string) => listeners(http(open(18080)), listener);

const node = 'node: { id: i, cluster: c }\n';

const lds = (path: string) => `{ resource_api_version: V3, path_config_source: { path: ${path} } }`;

const { certificate, key } = selfSigned();

/** Files that a form refers to, by their names in the folder. */
export const files: Readonly<Record<string, string>> = {
  'certificate.pem': certificate,
  'key.pem': key,
  'lds.yaml': `resources:
- "@type": type.googleapis.com/envoy.config.listener.v3.Listener
  name: from-file
  address: ${open(18090)}
  ${chains}
`,
  'collection.yaml': `resource:
  "@type": type.googleapis.com/envoy.config.listener.v3.ListenerCollection
  entries:
  - inline_entry: { name: from-file, version: "1", resource: {
      "@type": type.googleapis.com/envoy.config.listener.v3.Listener, name: from-file, address: ${open(18090)}, ${chains} } }
`,
};

const udpFilter = `{ name: udp, typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.udp.udp_proxy.v3.UdpProxyConfig,
      stat_prefix: x, matcher: { on_no_match: { action: { name: route, typed_config: {
        "@type": type.googleapis.com/envoy.extensions.filters.udp.udp_proxy.v3.Route, cluster: c } } } } } }`;

const quic = (certificate: string, key: string) => `transport_socket: { name: quic, typed_config: {
        "@type": type.googleapis.com/envoy.extensions.transport_sockets.quic.v3.QuicDownstreamTransport,
        downstream_tls_context: { common_tls_context: { tls_certificates: [
          { certificate_chain: { filename: ${certificate} }, private_key: { filename: ${key} } }] } } } }`;

const adsCluster = `  clusters:
    - name: xds
      connect_timeout: 1s
      typed_extension_protocol_options:
        envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
          "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
          explicit_http_config: { http2_protocol_options: {} }
      load_assignment: { cluster_name: xds, endpoints: [{ lb_endpoints: [{ endpoint: { address: ${open(1)} } }] }] }
`;

/** @param folder contains `files` */
export function boundSocketForms(folder: string): Readonly<Record<string, string>> {
  const file = (name: string) => join(folder, name);
  return {
    'any IPv4 address': listeners(http(open(18080))),
    'any IPv6 address': listeners(http(`{ socket_address: { address: "::", port_value: 18080, ipv4_compat: true } }`)),
    'camelCase keys': listeners(http(`{ socketAddress: { address: "::", portValue: 18080, ipv4Compat: yes } }`)),
    'a port of 0, twice': listeners(http(open(0), 'a'), http(open(0), 'b')),
    'one port at two addresses': listeners(
      http(`{ socket_address: { address: 127.0.0.2, port_value: 18080 } }`, 'a'),
      http(`{ socket_address: { address: 127.0.0.3, port_value: 18080 } }`, 'b'),
    ),
    'ports as text, with a fraction and hexadecimal': listeners(
      http(`{ socket_address: { address: 0.0.0.0, port_value: "18080" } }`, 'a'),
      http(`{ socket_address: { address: 0.0.0.0, port_value: 1.8081e4 } }`, 'b'),
      http(`{ socket_address: { address: 0.0.0.0, port_value: 0x46A2 } }`, 'c'),
    ),
    'a host name': listeners(http(`{ socket_address: { address: localhost, port_value: 18080 } }`)),
    'block scalars, tags and escaped keys': `"static\\x5fresources":
  listeners:
    - ${http(`{ socket_address: { address: !!str 0.0.0.0, port_value: !!int 18080 } }`)}
    - name: b
      address:
        socket_address:
          address: >-
            0.0.0.0
          port_value: |-
            18081
      ${chains}
`,
    'anchors and aliases': listeners(
      http(`&a { socket_address: { address: &host 0.0.0.0, port_value: &port 18080 } }`),
      `{ name: b, address: { socket_address: { address: *host, port_value: 18081 } }, ${chains} }`,
      `{ name: c, address: { socket_address: { address: "::", port_value: *port } }, ${chains} }`,
    ),
    'the same key twice': listeners(
      http(open(18080)),
      `{ name: b, address: ${open(18081)}, address: ${open(18082)}, ${chains} }`,
    ),
    'a field in both spellings': listeners(
      http(
        open(18080),
        'http',
        `additional_addresses: [{ address: ${open(18081)} }], additionalAddresses: { address: ${open(18082)} },`,
      ),
    ),
    'a config in a ConfigMap': `apiVersion: v1
kind: ConfigMap
metadata: { name: envoy }
data:
  envoy.yaml: |
${listeners(http(open(18080)), `{ name: b, address: ${open(0)}, ${chains} }`).replaceAll(/^(?=.)/gm, '    ')}`,
    'a map in braces': `{ static_resources: { listeners: [${http(open(18080))}] } }`,
    'a single listener in place of a list': `static_resources:\n  listeners: ${http(open(18080))}`,
    JSON: JSON.stringify({
      static_resources: {
        listeners: [
          {
            name: 'http',
            address: { socketAddress: { address: '::', portValue: 18080, ipv4Compat: true } },
            filter_chains: [
              {
                filters: [
                  {
                    name: 'hcm',
                    typed_config: {
                      '@type':
                        'type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager',
                      stat_prefix: 'x',
                      route_config: {},
                      http_filters: [
                        {
                          name: 'router',
                          typed_config: {
                            '@type': 'type.googleapis.com/envoy.extensions.filters.http.router.v3.Router',
                          },
                        },
                      ],
                    },
                  },
                ],
              },
            ],
          },
        ],
      },
    }),
    'additional addresses': listeners(
      http(open(18080), 'http', `additional_addresses: [{ address: ${open(18081)} }, { address: ${open(18082)} }],`),
    ),
    'a resolver by name': listeners(http(open(18080, ', resolver_name: envoy.ip'))),
    'a network namespace': listeners(http(open(18080, ', network_namespace_filepath: /proc/self/ns/net'))),
    UDP: `${beside(
      `{ name: udp, address: ${open(18081, ', protocol: UDP')}, udp_listener_config: {}, listener_filters: [${udpFilter}] }`,
    )}  clusters: [{ name: c, connect_timeout: 1s }]`,
    'UDP at the port of TCP': `${beside(
      `{ name: udp, address: ${open(18080, ', protocol: UDP')}, udp_listener_config: {}, listener_filters: [${udpFilter}] }`,
    )}  clusters: [{ name: c, connect_timeout: 1s }]`,
    QUIC: beside(
      http(open(18080, ', protocol: UDP'), 'quic', 'udp_listener_config: { quic_options: {} },')
        .replace('codec_type: AUTO', 'codec_type: HTTP3')
        .replace('filter_chains: [{', `filter_chains: [{ ${quic(file('certificate.pem'), file('key.pem'))},`),
    ),
    'freebind and reuse_port': beside(
      `{ name: b, address: ${open(18081)}, freebind: true, enable_reuse_port: true, ${chains} }`,
    ),
    'an unbound listener': beside(`{ name: b, address: ${open(18081)}, bind_to_port: false, ${chains} }`),
    'a pipe and an internal listener': `${listeners(
      http(open(18080)),
      `{ name: b, address: { pipe: { path: "@envoy-sidecar-test-${process.pid}" } }, ${chains} }`,
      `{ name: c, internal_listener: {}, ${chains} }`,
    )}bootstrap_extensions:
  - name: envoy.bootstrap.internal_listener
    typed_config: { "@type": type.googleapis.com/envoy.extensions.bootstrap.internal_listener.v3.InternalListener }
`,
    'a reverse tunnel': `${beside(
      `{ name: b, address: { socket_address: { address: "rc://a:b:c@d:1", port_value: 0, resolver_name: envoy.resolvers.reverse_connection } }, ${chains} }`,
    )}  clusters: [{ name: d, connect_timeout: 1s }]
bootstrap_extensions:
  - name: envoy.bootstrap.reverse_tunnel.downstream_socket_interface
    typed_config: { "@type": type.googleapis.com/envoy.extensions.bootstrap.reverse_tunnel.downstream_socket_interface.v3.DownstreamReverseConnectionSocketInterface }
`,
    'a source address for calls': `${beside(`{ name: b, address: ${open(18081)}, ${chains} }`)}cluster_manager:
  upstream_bind_config: { source_address: { address: 0.0.0.0, port_value: 0 } }
`,
    'statistics over UDP': `${listeners(http(open(18080)))}stats_flush_interval: 0.05s
stats_sinks:
  - name: envoy.stat_sinks.statsd
    typed_config: { "@type": type.googleapis.com/envoy.config.metrics.v3.StatsdSink, address: { socket_address: { protocol: UDP, address: 127.0.0.1, port_value: 18125 } } }
`,
    'an admin at any address': `admin: { address: ${open(18070)} }\n${listeners(http(open(18080)))}`,
    'an admin at a pipe': `admin: { address: { pipe: { path: "@envoy-sidecar-test-${process.pid}" } } }\n${listeners(http(open(18080)))}`,
    'an admin with a resolver and a namespace': `admin: { address: { socket_address: { address: "::", named_port: http, resolver_name: x, ipv4_compat: true, network_namespace_filepath: /nowhere } } }
${listeners(http(open(18080)))}`,
    'listeners from a file': `${node}${listeners(http(open(18080)))}dynamic_resources: { lds_config: ${lds(file('lds.yaml'))} }`,
    'listeners from a file, by the older field': `${node}${listeners(http(open(18080)))}dynamicResources: { ldsConfig: { path: ${file('lds.yaml')} } }`,
    'listeners from a file in a folder that is not here': `${node}${listeners(http(open(18080)))}dynamic_resources:
  lds_config:
    path_config_source:
      path: /nowhere/lds.yaml
      watched_directory:
        path: /nowhere
`,
    'listeners from a file, beside an anchor': `${node}${listeners(http(open(18080)))}dynamic_resources:
  lds_config: &source ${lds(file('lds.yaml'))}
  cds_config: { resource_api_version: V3, path_config_source: { path: ${file('clusters.yaml')} } }
`,
    'listeners of a collection': `${node}${listeners(http(open(18080)))}dynamic_resources: { lds_resources_locator: "file://${file('collection.yaml')}" }`,
    'listeners from a control plane': `${node}${listeners(http(open(18080)))}${adsCluster}dynamic_resources:
  ads_config: &ads { api_type: GRPC, transport_api_version: V3, grpc_services: [{ envoy_grpc: { cluster_name: xds } }] }
  lds_config: { resource_api_version: V3, api_config_source: *ads }
`,
    'listeners over ADS': `${node}${listeners(http(open(18080)))}${adsCluster}dynamic_resources:
  ads_config: { api_type: GRPC, transport_api_version: V3, grpc_services: [{ envoy_grpc: { cluster_name: xds } }] }
  lds_config: { resource_api_version: V3, ads: {} }
`,
  };
}
