import { field, fieldEntry, fieldItems, fieldPath } from '../../envoy/envoy-field.ts';
import { envoyString } from '../../envoy/envoy-scalar.ts';
import { hasElision } from '../../envoy/has-elision.ts';
import { hasUnknownKeys } from '../../envoy/message-checks/unknown-keys.ts';
import type { YamlEntry, YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { asMap } from '../../yaml/syntax/yaml-path.ts';
import { messageRule } from '../rule.ts';
import { extensionType } from '../../envoy/typed/any-type.ts';

const listenerType = 'envoy.config.listener.v3.Listener';

export const envoyTlsMatchWithoutTls = messageRule({
  code: 'envoy/tls-match-without-tls',
  severity: 'warning',
  needsWhole: true,
  summary: 'A filter chain for HTTP matches TLS connections only, but does not decrypt them.',
  why: 'Only TLS connections have a server name. A chain that matches `server_names`, `application_protocols` (without an HTTP inspector) or `transport_protocol: tls` gets no other connections, and without a `transport_socket` the HTTP connection manager gets encrypted bytes: plain connections are reset, TLS ones fail (run with Envoy 1.40). Chains that pass TLS on, to a `tcp_proxy` for example, are meant to have no `transport_socket`. The rule is silent for listeners with listener filters that may tell a server name by other means.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ - filters: => - filter_chain_match: { server_names: [shop.example.com] }\\n              filters:
#? warning envoy/tls-match-without-tls at "server_names": Only TLS connections match here, but this filter chain has no TLS. Add a 'transport_socket'.
`,
    },
  ],
  visits: {
    [listenerType](node, report) {
      if (!listensPlainly(node) || hasUnknownKeys(node, listenerType)) return;
      for (const chain of fieldItems(field(node, 'filter_chains'))) {
        const entry = tlsMatch(asMap(field(chain, 'filter_chain_match')), node);
        if (!entry || !servesPlainHttp(chain) || hasElision(chain)) continue;
        report(
          entry,
          "Only TLS connections match here, but this filter chain has no TLS. Add a '{0}'.",
          'transport_socket',
        );
      }
    },
  },
});

/** What listener filters may say of a connection beside its bytes is not known of others. */
const harmless =
  /\.(tls_inspector\.v3\.TlsInspector|original_(dst|src)\.v3\.Original(Dst|Src)|http_inspector\.v3\.HttpInspector)$/;

const inspectsHttp = (listener: YamlMap): boolean =>
  fieldItems(field(listener, 'listener_filters')).some((filter) => extensionType(filter)?.endsWith('.HttpInspector'));

const listensPlainly = (node: YamlMap): boolean =>
  fieldPath(node, 'address', 'socket_address') !== undefined &&
  !fieldEntry(node, 'filter_chain_matcher') &&
  !fieldEntry(node, 'udp_listener_config') &&
  fieldItems(field(node, 'listener_filters')).every((filter) => harmless.test(extensionType(filter) ?? ''));

/** An HTTP inspector tells protocols of plain connections as well. */
function tlsMatch(match: YamlMap | undefined, listener: YamlMap): YamlEntry | undefined {
  const lists = inspectsHttp(listener) ? ['server_names'] : ['server_names', 'application_protocols'];
  const list = lists
    .map((name) => fieldEntry(match, name))
    .find((entry) => entry && fieldItems(entry.value).length > 0);
  if (list) return list;
  const protocol = fieldEntry(match, 'transport_protocol');
  return protocol && envoyString(protocol.value)?.value === 'tls' ? protocol : undefined;
}

const manager = /\.http_connection_manager\.v3\.HttpConnectionManager$/;

const servesPlainHttp = (chain: YamlNode): boolean =>
  chain.kind === 'map' &&
  !hasUnknownKeys(chain, 'envoy.config.listener.v3.FilterChain') &&
  !fieldEntry(chain, 'transport_socket') &&
  fieldItems(field(chain, 'filters')).some((filter) => manager.test(extensionType(filter) ?? ''));
