import { field, fieldEntry } from '../../envoy/envoy-field.ts';
import type { YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { walk } from '../../yaml/syntax/yaml-path.ts';
import { message } from '../message.ts';
import { placeIn, rule } from '../rule.ts';
import { enableHttp2Fixes } from '../fixes/enable-http2.ts';

export const http2ToGrpcMissing = rule({
  code: 'envoy/http2-to-grpc-missing',
  subject: 'envoy',
  severity: 'warning',
  needsWhole: true,
  summary: 'A cluster of a gRPC service is not configured for HTTP/2.',
  why: 'Envoy uses HTTP/1.1 for a cluster unless its options specify another protocol, but gRPC requires HTTP/2. Envoy accepts the config and every call fails. The rule checks clusters that an `envoy_grpc` names.',
  examples: [
    {
      before: `#- /envoy.yaml
static_resources:
  clusters:
    - name: collector
    #       ^^^^^^^^^ warning envoy/http2-to-grpc-missing: Cluster 'collector' uses HTTP/1.1, but gRPC requires HTTP/2. Add HTTP/2 options.
stats_sinks:
  - name: metrics
    typed_config:
      "@type": type.googleapis.com/envoy.config.metrics.v3.MetricsServiceConfig
      grpc_service: { envoy_grpc: { cluster_name: collector } }
`,
      after: `#- /envoy.yaml
static_resources:
  clusters:
    - name: collector
      typed_extension_protocol_options:
        envoy.extensions.upstreams.http.v3.HttpProtocolOptions:
          "@type": type.googleapis.com/envoy.extensions.upstreams.http.v3.HttpProtocolOptions
          explicit_http_config:
            http2_protocol_options: {}
stats_sinks:
  - name: metrics
    typed_config:
      "@type": type.googleapis.com/envoy.config.metrics.v3.MetricsServiceConfig
      grpc_service: { envoy_grpc: { cluster_name: collector } }
`,
    },
  ],
  check({ file, source }, report) {
    const { config } = source;
    if (config.clusters.length === 0) return;
    const called = config.namedClusters('over gRPC');
    for (const { node, name } of config.clusters) {
      if (!name || !called.has(name.value) || mayChooseProtocol(node)) continue;
      report({
        at: placeIn(file, name.at),
        message: message("Cluster '{0}' uses HTTP/1.1, but gRPC requires HTTP/2. Add HTTP/2 options.", name.value),
        fixes: () => enableHttp2Fixes({ file, source }, node),
      });
    }
  },
});

/** Something enables HTTP/2, or may enable it: clusters of custom types forward calls to others. */
function mayChooseProtocol(cluster: YamlMap): boolean {
  if (['cluster_type', 'http2_protocol_options', 'protocol_selection'].some((name) => fieldEntry(cluster, name)))
    return true;
  const options = field(cluster, 'typed_extension_protocol_options');
  if (!options) return false;
  const words = /^(http2|http3|auto_?config|use_?downstream)/i;
  for (const node of walk(options))
    if (node.kind === 'map' && node.entries.some(({ key }) => words.test(key.text))) return true;
  return false;
}
