import { field, fieldEntry, fieldPath } from '../../envoy/envoy-field.ts';
import { hasElision } from '../../envoy/has-elision.ts';
import { isIpAddress } from '../../envoy/ip-address.ts';
import { hasUnknownKeys } from '../../envoy/message-checks/unknown-keys.ts';
import { clusterType } from '../../envoy/cluster-type.ts';
import { insertEntry } from '../../yaml/edit/yaml-edit.ts';
import { asMap, placeOf, walk } from '../../yaml/syntax/yaml-path.ts';
import type { YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { message } from '../message.ts';
import { editsIn, partRule } from '../rule.ts';
import { anyType, typeEntry } from '../../envoy/typed/any-type.ts';

const context = 'envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext';

export const envoySniMissing = partRule({
  code: 'envoy/sni-missing',
  subject: 'cluster',
  severity: 'hint',
  needsWhole: true,
  summary: 'A cluster connects to a host name by TLS, but does not send the name.',
  why: 'Envoy sends a server name (SNI) only if `sni`, `auto_host_sni` or `auto_sni` is set (run with Envoy 1.40). Servers for several names select their certificate by it, and many reject connections without it.',
  examples: [
    {
      before: `#- /envoy.yaml
static_resources:
  clusters:
    - name: api
      type: STRICT_DNS
      load_assignment:
        cluster_name: api
        endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: api.example.com, port_value: 443 } } } }] }]
      transport_socket:
        name: tls
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
        # ^^^^^^^ hint envoy/sni-missing: Envoy sends no server name to 'api.example.com'. Set 'sni'.
          common_tls_context: { validation_context: { trusted_ca: { filename: /etc/ssl/certs/ca-certificates.crt } } }
`,
      after: `#- /envoy.yaml
static_resources:
  clusters:
    - name: api
      type: STRICT_DNS
      load_assignment:
        cluster_name: api
        endpoints: [{ lb_endpoints: [{ endpoint: { address: { socket_address: { address: api.example.com, port_value: 443 } } } }] }]
      transport_socket:
        name: tls
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
          sni: api.example.com
          common_tls_context: { validation_context: { trusted_ca: { filename: /etc/ssl/certs/ca-certificates.crt } } }
`,
    },
  ],
  check({ file, cluster }, report) {
    const typed = asMap(fieldPath(cluster.node, 'transport_socket', 'typed_config'));
    const type = typeEntry(typed);
    if (!typed || !type || typed.aliasRange || anyType(typed) !== context || hasUnknownKeys(typed, context)) return;
    if (['sni', 'auto_host_sni'].some((name) => fieldEntry(typed, name)) || hasElision(cluster.node)) return;
    const isDns = ['STRICT_DNS', 'LOGICAL_DNS'].includes(clusterType(cluster) ?? '');
    const hosts = cluster.endpoints.map(({ address }) => address.address?.value);
    const [host] = hosts;
    if (!isDns || !host || hosts.some((other) => !other || isIpAddress(other) || !/\.[a-z]{2,}$/i.test(other))) return;
    if ([...walk(cluster.node)].some(mayBringName)) return;
    report({
      at: { uri: file.uri, range: placeOf(type.key) },
      message: message("Envoy sends no server name to '{0}'. Set '{1}'.", host, 'sni'),
      fixes: ({ file: { uri, text }, source }) =>
        source.editable && hosts.every((other) => other === host)
          ? [
              {
                title: message("Set '{0}' to '{1}'", 'sni', host),
                safe: false,
                edits: [editsIn({ uri }, insertEntry(text, typed, 'sni', host, type))],
              },
            ]
          : [],
    });
  },
});

const mayBringName = (node: YamlNode): boolean =>
  ['auto_sni', 'override_auto_sni_header', 'hostname'].some((name) => field(node, name) !== undefined);
