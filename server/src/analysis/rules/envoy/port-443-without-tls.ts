import type { ClusterReferenceKind, EnvoyConfig } from '../../envoy/envoy-config.ts';
import { field } from '../../envoy/envoy-field.ts';
import { envoyName } from '../../envoy/envoy-scalar.ts';
import { lowerCluster } from '../../envoy/lower-envoy-config.ts';
import { isPlainOn } from '../../envoy/plain-cluster.ts';
import { isWhole } from '../../workspace/envoy-source.ts';
import { someNode } from '../../yaml/incremental/memo.ts';
import { messageFindings } from '../findings/message-findings.ts';
import { rule } from '../rule.ts';

const code = 'envoy/port-443-without-tls';

export const envoyPort443WithoutTls = rule({
  code,
  subject: 'envoy',
  severity: 'hint',
  summary: 'HTTP requests go to port 443 without TLS.',
  why: 'Envoy encrypts only if the cluster has a `transport_socket` with TLS. The port changes nothing, and a server for HTTPS answers a plain request with 400 or closes the connection. The rule is silent for clusters of TCP proxies, which may forward TLS as it is, and for endpoints on loopback.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ 127.0.0.1, port_value: 8080 => api.example.com, port_value: 443
#~ type: STATIC => type: STRICT_DNS
#? hint envoy/port-443-without-tls at "443": Cluster 'app' sends plain HTTP to port 443. Add a 'transport_socket' for TLS.
`,
    },
  ],
  visits: {
    'envoy.config.cluster.v3.Cluster'(node, report) {
      const name = envoyName(field(node, 'name'));
      const cluster = lowerCluster(node);
      const port = cluster.endpoints[0]?.address.port;
      if (name && port?.value === HTTPS && isPlainOn(HTTPS, cluster))
        report(
          port.at,
          "Cluster '{0}' sends plain HTTP to port {1}. Add a '{2}' for TLS.",
          name.value,
          HTTPS,
          'transport_socket',
        );
    },
  },
  check(subject, report) {
    const { file, source } = subject;
    const found = messageFindings(subject, code);
    if (found.length === 0 || !isWhole(file, source)) return;
    if (someNode(source.config.root, source.memo, 'CONNECT', (node) => field(node, 'connect_config') !== undefined))
      return;
    for (const { problem, at } of found)
      if (getsRequests(source.config, String(problem.message.args[0]))) report({ at, message: problem.message });
  },
});

const HTTPS = 443;

/** Only routes refer to the cluster. */
function getsRequests({ clusterReferences, clusters }: EnvoyConfig, cluster: string): boolean {
  const kinds = clusterReferences.filter(({ name }) => name.value === cluster).map(({ kind }) => kind);
  const isOnlyOne = clusters.filter(({ name }) => name?.value === cluster).length === 1;
  return isOnlyOne && kinds.length > 0 && kinds.every((kind) => ofRoutes.includes(kind));
}

const ofRoutes: readonly ClusterReferenceKind[] = ['route', 'weighted'];
