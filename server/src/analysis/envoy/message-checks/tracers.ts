import { socketProtocol } from '../enum-field.ts';
import { field, fieldEntry } from '../envoy-field.ts';
import { hasElision } from '../has-elision.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import type { YamlEntry, YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { isFrom } from '../../schema/envoy-versions.ts';
import type { CodedCheck, ReportCoded } from './message-check.ts';
import { setEntries } from './set-entries.ts';
import { hasUnknownKeys } from './unknown-keys.ts';

/**
 * "OpenTelemetry Tracer must have exactly one of gRPC, HTTP, or custom exporter configured". Before Envoy 1.40 it may
 * have none.
 */
export const openTelemetry: CodedCheck = (node, report, { version }) => {
  const given = setEntries(node, 'grpc_service', 'http_service', 'exporter');
  if (given.length > 0 || isFrom('1.40', version ?? '1.40')) oneTransport(node, telemetry, given, report);
};

const telemetry = 'envoy.config.trace.v3.OpenTelemetryConfig';

/** "OpenTelemetry access logger can only have one transport configured": before Envoy 1.37 the API requires the only one. */
export const openTelemetryLog: CodedCheck = (node, report, { version }) => {
  if (!isFrom('1.37', version ?? '1.37')) return;
  const common = setEntries(node, 'common_config').filter(({ value }) => !isUnset(field(value, 'grpc_service')));
  // The API's rules say what the common config lacks.
  if (common.length === 0 && field(node, 'common_config')) return;
  const given = [...setEntries(node, 'grpc_service', 'http_service'), ...common];
  oneTransport(node, 'envoy.extensions.access_loggers.open_telemetry.v3.OpenTelemetryAccessLogConfig', given, report);
};

/** "X-Ray daemon endpoint must be a UDP socket address", though the API's default is TCP (Envoy 1.36 to 1.40). */
export const xRay: CodedCheck = (node, report) => {
  if (hasElision(node) || hasUnknownKeys(node, 'envoy.config.trace.v3.XRayConfig')) return;
  const endpoint = fieldEntry(node, 'daemon_endpoint');
  const socket = isUnset(endpoint?.value) ? undefined : endpoint?.value;
  if (
    socket &&
    (hasElision(socket) || socket.kind !== 'map' || hasUnknownKeys(socket, 'envoy.config.core.v3.SocketAddress'))
  )
    return;
  if (!socket)
    report(
      'envoy/missing-field',
      node.entries.find(({ key }) => key.text !== '@type') ?? node,
      "'{0}' is required.",
      'daemon_endpoint',
    );
  else if (socketProtocol(socket) === 'TCP')
    report(
      'envoy/missing-dependency',
      fieldEntry(socket, 'protocol') ?? endpoint ?? node,
      "'{0}' requires '{1}'.",
      'daemon_endpoint',
      'protocol: UDP',
    );
};

function oneTransport(node: YamlMap, type: string, given: readonly YamlEntry[], report: ReportCoded): void {
  const [first, second] = given;
  if (second)
    report(
      'envoy/conflicting-fields',
      second,
      "'{0}' cannot be used together with '{1}'.",
      ...[first?.key.text ?? '', second.key.text].sort(),
    );
  else if (!first && !hasElision(node) && !hasUnknownKeys(node, type))
    report(
      'envoy/missing-field',
      node.entries[0] ?? node,
      "'{0}' or '{1}' is required.",
      'grpc_service',
      'http_service',
    );
}
