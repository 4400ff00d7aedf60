import { field } from '../../envoy/envoy-field.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import { isPlainOn } from '../../envoy/plain-cluster.ts';
import { messageFindings } from '../findings/message-findings.ts';
import { rule } from '../rule.ts';

const code = 'envoy/https-without-tls';

export const envoyHttpsWithoutTls = rule({
  code,
  subject: 'envoy',
  severity: 'warning',
  needsWhole: true,
  summary: 'Envoy sends plain HTTP to an https URI.',
  why: 'Requests of Envoy’s own (JWKS, tokens, authorization, traces) go to the `cluster` next to the `uri`. Whether it is encrypted is up to the `transport_socket` of the cluster alone: the scheme of the URI changes nothing (run with Envoy 1.40). The rule is silent where the cluster has another port than the URI, and for endpoints on loopback, where a proxy may add TLS.',
  examples: [
    {
      before: `#- /envoy.yaml
static_resources:
  clusters:
    - name: issuer
      type: STRICT_DNS
      load_assignment:
        cluster_name: issuer
        endpoints:
          - lb_endpoints:
              - endpoint: { address: { socket_address: { address: issuer.example.com, port_value: 443 } } }
  listeners:
    - name: web
      address: { socket_address: { address: 0.0.0.0, port_value: 8080 } }
      filter_chains:
        - filters:
            - name: envoy.filters.network.http_connection_manager
              typed_config:
                "@type": type.googleapis.com/envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager
                stat_prefix: web
                route_config: { virtual_hosts: [] }
                http_filters:
                  - name: jwt
                    typed_config:
                      "@type": type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication
                      providers:
                        issuer:
                          remote_jwks: { http_uri: { uri: https://issuer.example.com/keys, cluster: issuer, timeout: 1s } }
                                                        # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning envoy/https-without-tls: Envoy sends plain HTTP here, because cluster 'issuer' has no TLS. Add a 'transport_socket'.
                  - name: router
                    typed_config: { "@type": type.googleapis.com/envoy.extensions.filters.http.router.v3.Router }
`,
    },
  ],
  visits: {
    'envoy.config.core.v3.HttpUri'(node, report) {
      const uri = envoyString(field(node, 'uri'));
      const cluster = envoyString(field(node, 'cluster'));
      if (uri && cluster && portOf(uri.value) !== undefined)
        report(
          uri.at,
          "Envoy sends plain HTTP here, because cluster '{0}' has no TLS. Add a '{1}'.",
          cluster.value,
          'transport_socket',
        );
    },
  },
  check(subject, report) {
    const { source } = subject;
    for (const { problem, at } of messageFindings(subject, code)) {
      const named = source.config.clusters.filter(({ name }) => name?.value === problem.message.args[0]);
      const port = portOf(envoyString(field(problem.node, 'uri'))?.value ?? '');
      if (named.length === 1 && named.every((cluster) => isPlainOn(port, cluster)))
        report({ at, message: problem.message });
    }
  },
});

/** The port of an https URI. */
function portOf(uri: string): number | undefined {
  const match = /^https:\/\/(?:\[[^\]]+\]|[^/:?#\s{}$<>]+)(?::(\d+))?(?:[/?#]|$)/i.exec(uri);
  return match ? Number(match[1] ?? 443) : undefined;
}
