import { enumField, socketProtocol } from '../../envoy/enum-field.ts';
import { field, fieldEntry, fieldItems, fieldPath, isFieldName } from '../../envoy/envoy-field.ts';
import { hasElision } from '../../envoy/has-elision.ts';
import type { MessageProblem, ReportProblem } from '../../envoy/message-checks/message-check.ts';
import { isUncertain } from '../../envoy/message-checks/unknown-keys.ts';
import { anyType, anyUrl, extensionType } from '../../envoy/typed/any-type.ts';
import { isUnset } from '../../envoy/validate/loaded-scalar.ts';
import { extensionTypes, messageOf } from '../../schema/envoy-facts.ts';
import type { YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { enableHttp2Fixes } from '../fixes/enable-http2.ts';
import { removeFieldFixes } from '../fixes/remove-field-fix.ts';
import { setUdpFixes } from '../fixes/set-udp.ts';
import { type ConfigSubject, type Fix, messageRule } from '../rule.ts';

export const protocolMismatch = messageRule({
  code: 'envoy/protocol-mismatch',
  formerCodes: ['envoy/refused-value', 'envoy/conflicting-fields'],
  severity: 'error',
  summary: 'A setting does not match the protocol or transport.',
  why: 'HTTP/3 needs QUIC over UDP, a UDP listener has no filter chains, some listener filters are for TCP only, and gRPC health checks need a cluster with HTTP/2. Envoy checks this when it loads the config.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ socket_address: { address: 0.0.0.0, => socket_address: { protocol: UDP, address: 0.0.0.0,
#? error envoy/protocol-mismatch at "filter_chains": A UDP listener does not support filter chains. Use 'listener_filters', or 'udp_listener_config.quic_options' for QUIC.
`,
    },
  ],
  visits: {
    'envoy.config.cluster.v3.Cluster': grpcHealthChecks,
    'envoy.config.listener.v3.Listener': listenerTransport,
  },
  fixes(problem, subject) {
    const fixes = certainFixes(problem, subject);
    return fixes.length > 0 ? fixes : removeFieldFixes(subject, problem, false);
  },
});

/** gRPC's health checks need HTTP/2. */
function grpcHealthChecks(node: YamlMap, report: ReportProblem): void {
  const options = ['typed_extension_protocol_options', 'http2_protocol_options', 'http3_protocol_options'];
  if (options.some((name) => fieldEntry(node, name))) return;
  for (const check of fieldItems(field(node, 'health_checks'))) {
    const entry = fieldEntry(check, 'grpc_health_check');
    if (entry)
      report(
        entry,
        "gRPC health checks require a cluster with HTTP/2. Add '{0}' with '{1}'.",
        'typed_extension_protocol_options',
        'http2_protocol_options',
      );
  }
}

/** TCP, UDP and QUIC support different extensions (checked with Envoy 1.36 and 1.40). */
function listenerTransport(node: YamlMap, report: ReportProblem): void {
  const transport = transportOf(node);
  if (!transport) return;
  if (transport === 'QUIC') checkQuicChains(node, report);
  // HTTP/3 is needed if the QUIC options are set, even with TCP.
  checkCodecs(node, isUnset(fieldPath(node, 'udp_listener_config', 'quic_options')), report);
  for (const filter of fieldItems(field(node, 'listener_filters'))) checkListenerFilter(filter, transport, report);
}

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
function checkQuicChains(node: YamlMap, report: ReportProblem): void {
  for (const chain of chainsOf(node)) {
    const socket = fieldEntry(chain, 'transport_socket');
    const url = anyUrl(field(socket?.value, 'typed_config'));
    if (isUnset(socket?.value)) {
      if (chain.kind === 'map' && !hasElision(chain))
        report(chain.entries[0] ?? chain, needsQuic, 'transport_socket', QUIC_SOCKET);
    } else if (url && /\.(tls\.v3\.(Down|Up)streamTlsContext|raw_buffer\.v3\.RawBuffer)$/.test(url.text))
      report(url, needsQuic, 'transport_socket', QUIC_SOCKET);
  }
}

const QUIC_SOCKET = 'envoy.extensions.transport_sockets.quic.v3.QuicDownstreamTransport';

const needsQuic = "QUIC requires a '{0}' of type '{1}'.";

/** "HTTP/3 codec configured on non-QUIC listener", "Non-HTTP/3 codec configured on QUIC listener" (Envoy 1.36 to 1.40). */
function checkCodecs(node: YamlMap, isPlain: boolean, report: ReportProblem): void {
  for (const filter of chainsOf(node).flatMap((chain) => fieldItems(field(chain, 'filters')))) {
    const config = field(filter, 'typed_config');
    if (config?.kind !== 'map' || !isConnectionManager(config)) continue;
    const codec = fieldEntry(config, 'codec_type');
    const name = enumField(config, connectionManagerType, 'codec_type');
    if (isPlain && codec?.value && name === 'HTTP3')
      report(codec.value, "HTTP/3 requires a UDP listener with '{0}'.", 'udp_listener_config.quic_options');
    else if (!isPlain && name !== undefined && name !== 'HTTP3' && !isUncertain(config, connectionManagerType))
      report(codec ?? config.entries[0] ?? config, "QUIC requires '{0}: {1}'.", 'codec_type', 'HTTP3');
  }
}

const connectionManagerType = 'envoy.extensions.filters.network.http_connection_manager.v3.HttpConnectionManager';

const isConnectionManager = (config: YamlNode | undefined): boolean => anyType(config) === connectionManagerType;

/** Envoy has separate lists for connection filters and packet filters, but one field in the API. */
function checkListenerFilter(filter: YamlNode, transport: Transport, report: ReportProblem): void {
  const url = anyUrl(field(filter, 'typed_config'));
  const name = extensionType(filter);
  if (!url || name === undefined || !messageOf(name)) return;
  const takes = (category: string): boolean => extensionTypes(category).some(({ type }) => type === name);
  const isForTcp = takes('envoy.filters.listener');
  const isForUdp = takes('envoy.filters.udp_listener');
  if (isForTcp === isForUdp || (transport === 'TCP') === isForTcp || takes('envoy.filters.quic_listener')) return;
  report(url, 'This listener filter does not support {0} listeners.', transport);
}

/** What the setting needs: HTTP/2 for gRPC health checks, UDP for a filter of UDP listeners. */
function certainFixes({ at, node, message: { args } }: MessageProblem, subject: ConfigSubject): readonly Fix[] {
  if ('key' in at && isFieldName(at.key.text, 'grpc_health_check')) return enableHttp2Fixes(subject, node);
  return args.includes('TCP') ? setUdpFixes(subject, node) : [];
}
