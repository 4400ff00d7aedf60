import { enumField, socketProtocol } from '../enum-field.ts';
import { extensionTypes, messageOf } from '../../schema/envoy-facts.ts';
import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { field, fieldEntry, fieldItems, fieldPath } from '../envoy-field.ts';
import { hasElision } from '../has-elision.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import type { CodedCheck, ReportCoded } from './message-check.ts';
import { anyType, anyUrl, extensionType } from '../typed/any-type.ts';

/** TCP, UDP and QUIC support different extensions (checked with Envoy 1.36 and 1.40). */
export const listenerTransport: CodedCheck = (node, report) => {
  const transport = transportOf(node);
  if (!transport) return;
  if (transport === 'QUIC') checkQuicChains(node, report);
  // Seen with Envoy 1.40: HTTP/3 is accepted if the QUIC options are set, even with TCP.
  else if (isUnset(fieldPath(node, 'udp_listener_config', 'quic_options'))) checkCodecs(node, report);
  for (const filter of fieldItems(field(node, 'listener_filters'))) checkListenerFilter(filter, transport, report);
};

type Transport = 'TCP' | 'UDP' | 'QUIC';

/** Determined by its socket. Undefined if there is none, or if its protocol is not known. */
function transportOf(node: YamlMap): Transport | undefined {
  const socket = fieldPath(node, 'address', 'socket_address');
  if (socket?.kind !== 'map') return undefined;
  const protocol = socketProtocol(socket);
  if (protocol !== 'UDP') return protocol === 'TCP' ? 'TCP' : undefined;
  return isUnset(fieldPath(node, 'udp_listener_config', 'quic_options')) ? 'UDP' : 'QUIC';
}

const chainsOf = (node: YamlMap): readonly YamlNode[] => [
  ...fieldItems(field(node, 'filter_chains')),
  ...fieldItems(field(node, 'default_filter_chain')),
];

/** "no transport socket specified for connection oriented UDP listener", "wrong transport socket config specified for quic transport socket". */
function checkQuicChains(node: YamlMap, report: ReportCoded): void {
  for (const chain of chainsOf(node)) {
    const socket = fieldEntry(chain, 'transport_socket');
    const url = anyUrl(field(socket?.value, 'typed_config'));
    if (isUnset(socket?.value)) {
      if (chain.kind === 'map' && !hasElision(chain))
        report('envoy/protocol-mismatch', chain.entries[0] ?? chain, needsQuic, 'transport_socket', QUIC_SOCKET);
    } else if (url && /\.(tls\.v3\.(Down|Up)streamTlsContext|raw_buffer\.v3\.RawBuffer)$/.test(url.text))
      report('envoy/protocol-mismatch', url, needsQuic, 'transport_socket', QUIC_SOCKET);
  }
}

const QUIC_SOCKET = 'envoy.extensions.transport_sockets.quic.v3.QuicDownstreamTransport';
const needsQuic = "QUIC requires a '{0}' of type '{1}'.";

/** "HTTP/3 codec configured on non-QUIC listener". */
function checkCodecs(node: YamlMap, report: ReportCoded): void {
  for (const filter of chainsOf(node).flatMap((chain) => fieldItems(field(chain, 'filters')))) {
    const config = field(filter, 'typed_config');
    const codec = field(config, 'codec_type');
    if (codec && isConnectionManager(config) && enumField(config, connectionManagerType, 'codec_type') === 'HTTP3')
      report(
        'envoy/protocol-mismatch',
        codec,
        "HTTP/3 requires a UDP listener with '{0}'.",
        'udp_listener_config.quic_options',
      );
  }
}

const connectionManagerType = 'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager';

const isConnectionManager = (config: YamlNode | undefined): boolean => anyType(config) === connectionManagerType;

/** Envoy has separate lists for connection filters and packet filters, but one field in the API. */
function checkListenerFilter(filter: YamlNode, transport: Transport, report: ReportCoded): void {
  const url = anyUrl(field(filter, 'typed_config'));
  const name = extensionType(filter);
  if (!url || name === undefined || !messageOf(name)) return;
  const takes = (category: string): boolean => extensionTypes(category).some(({ type }) => type === name);
  const isForTcp = takes('envoy.filters.listener');
  const isForUdp = takes('envoy.filters.udp_listener');
  if (isForTcp === isForUdp || (transport === 'TCP') === isForTcp || takes('envoy.filters.quic_listener')) return;
  report('envoy/protocol-mismatch', url, 'This listener filter does not support {0} listeners.', transport);
}
