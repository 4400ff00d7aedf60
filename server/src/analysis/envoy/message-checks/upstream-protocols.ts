import type { YamlEntry, YamlMap, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { walk } from '../../yaml/syntax/yaml-path.ts';
import { field, fieldEntry, fieldItems } from '../envoy-field.ts';
import { envoyString } from '../envoy-scalar.ts';
import { hasElision } from '../has-elision.ts';
import { enumField } from '../enum-field.ts';
import { setEntries } from './set-entries.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import type { CodedCheck, ReportCoded } from './message-check.ts';
import { anyContent, typeEntry } from '../typed/any-type.ts';

/** The protocols of a cluster require a transport socket that supports them (Envoy 1.36 to 1.40). */
export const upstreamProtocols: CodedCheck = (node, report) => {
  const options = field(
    field(node, 'typed_extension_protocol_options'),
    'envoy.extensions.upstreams.http.v3.HttpProtocolOptions',
  );
  if (options?.kind !== 'map') {
    checkOldOptions(node, report);
    return;
  }
  const socket = field(node, 'transport_socket');
  if (socket && (hasElision(socket) || isUnknown(socket))) return;
  const [automatic, http3] = [given(options, 'auto_config'), http3Of(options)];
  if (http3 && !isQuic(socket)) reportHttp3(http3, report);
  else if (http3 && automatic && isUnset(field(automatic.value, 'alternate_protocols_cache_options')))
    report(
      'envoy/protocol-mismatch',
      http3,
      "'{0}' is required when HTTP/3 is used together with other protocols.",
      'alternate_protocols_cache_options',
    );
  else if (automatic) checkNegotiation(node, automatic, report);
  checkHealth(node, options, report);
};

/** "Both HTTP1 and HTTP2 options may only be configured with non-default 'protocol_selection' values". */
function checkOldOptions(node: YamlMap, report: ReportCoded): void {
  const [, second] = setEntries(node, 'http_protocol_options', 'http2_protocol_options');
  const selection = enumField(node, 'envoy.config.cluster.v3.Cluster', 'protocol_selection');
  const others = field(node, 'typed_extension_protocol_options');
  if (!second || selection !== 'USE_CONFIGURED_PROTOCOL' || (others && others.kind !== 'map')) return;
  report(
    'envoy/conflicting-fields',
    second,
    "'{0}' cannot be used together with '{1}'.",
    'http_protocol_options',
    'http2_protocol_options',
  );
}

const given = (node: YamlNode | undefined, name: string): YamlEntry | undefined => {
  const entry = fieldEntry(node, name);
  return entry && !isUnset(entry.value) ? entry : undefined;
};

const http3Of = (options: YamlMap): YamlEntry | undefined =>
  ['explicit_http_config', 'auto_config', 'use_downstream_protocol_config']
    .map((name) => given(field(options, name), 'http3_protocol_options'))
    .find((entry) => entry !== undefined);

const isUnknown = (socket: YamlNode): boolean =>
  socket.kind !== 'map' || isUnset(typeEntry(field(socket, 'typed_config'))?.value);

/** "ALPN configured for cluster … which has a non-ALPN transport socket", "… transport socket matcher". */
function checkNegotiation(node: YamlMap, automatic: YamlEntry, report: ReportCoded): void {
  const matches = fieldItems(field(node, 'transport_socket_matches')).flatMap(
    (one) => field(one, 'transport_socket') ?? [],
  );
  if (!negotiatesNothing(field(node, 'transport_socket')) && !matches.some(negotiatesNothing)) return;
  report(
    'envoy/protocol-mismatch',
    automatic,
    "'{0}' requires a '{1}' with TLS, because TLS negotiates the protocol.",
    'auto_config',
    'transport_socket',
  );
}

/** Whether a socket, or the one that it wraps, certainly has no ALPN (Envoy 1.36 to 1.40). */
function negotiatesNothing(socket: YamlNode | undefined): boolean {
  if (isUnset(socket)) return true;
  const { type = '', config } = anyContent(field(socket, 'typed_config'));
  if (withoutNegotiation.test(type)) return true;
  const inner = field(config, 'transport_socket');
  return wrappers.test(type) && inner !== undefined && negotiatesNothing(inner);
}

const withoutNegotiation =
  /^envoy\.extensions\.transport_sockets\.(alts\.v3\.Alts|raw_buffer\.v3\.RawBuffer|starttls\.v3\.UpstreamStartTlsConfig)$/;

const wrappers =
  /^envoy\.extensions\.transport_sockets\.(http_11_proxy\.v3\.Http11ProxyUpstreamTransport|internal_upstream\.v3\.InternalUpstreamTransport|proxy_protocol\.v3\.ProxyProtocolUpstreamTransport|tap\.v3\.Tap|tcp_stats\.v3\.Config)$/;

/** Envoy looks for this name anywhere in the socket, and does not look at its type. */
function isQuic(socket: YamlNode | undefined): boolean {
  if (!socket) return false;
  for (const node of walk(socket))
    if (node.kind === 'scalar' && (node.text.includes(QUIC) || envoyString(node) === undefined)) return true;
  return false;
}

const QUIC = 'envoy.transport_sockets.quic';

/** "HTTP3 requires a QuicUpstreamTransport transport socket". */
const reportHttp3 = (at: YamlEntry, report: ReportCoded): void =>
  report('envoy/protocol-mismatch', at, "HTTP/3 requires a '{0}' with the name '{1}'.", 'transport_socket', QUIC);

/** "cluster must support HTTP/2 for gRPC healthchecking". */
function checkHealth(node: YamlMap, options: YamlMap, report: ReportCoded): void {
  const config = field(options, 'explicit_http_config');
  if (config?.kind !== 'map' || !given(config, 'http_protocol_options') || config.entries.length !== 1) return;
  for (const check of fieldItems(field(node, 'health_checks'))) {
    const grpc = given(check, 'grpc_health_check');
    if (grpc)
      report(
        'envoy/protocol-mismatch',
        grpc,
        "gRPC health checks require '{0}' on the cluster.",
        'http2_protocol_options',
      );
  }
}
