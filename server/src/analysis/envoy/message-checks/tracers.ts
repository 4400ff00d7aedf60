import { field } from '../envoy-field.ts';
import { envoyString } from '../envoy-scalar.ts';
import { hasElision } from '../has-elision.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import type { CodedCheck } from './message-check.ts';
import { setEntries } from './set-entries.ts';
import { hasUnknownKeys } from './unknown-keys.ts';

/** Where spans go: Zipkin has a cluster and an endpoint, in a form that is named (Envoy 1.36 to 1.40). */
export const zipkin: CodedCheck = (node, report) => {
  if (hasElision(node) || hasUnknownKeys(node, 'envoy.config.trace.v3.ZipkinConfig')) return;
  const version = field(node, 'collector_endpoint_version');
  const at = node.entries.find(({ key }) => key.text !== '@type') ?? node;
  if (isUnset(version))
    report(
      'envoy/missing-field',
      at,
      "'{0}' is required, for example {1}. Its default value is no longer supported.",
      'collector_endpoint_version',
      'HTTP_JSON',
    );
  if (!isUnset(field(node, 'collector_service'))) return;
  for (const name of ['collector_cluster', 'collector_endpoint']) {
    const value = field(node, name);
    if (!value || envoyString(value)?.value === '')
      report('envoy/missing-field', value ?? at, "'{0}' is required for Zipkin.", name);
  }
};

/** "OpenTelemetry Tracer cannot have both gRPC and HTTP exporters configured"; since Envoy 1.40 it must have one. */
export const openTelemetry: CodedCheck = (node, report) => {
  const [, second] = setEntries(node, 'grpc_service', 'http_service');
  if (second)
    report(
      'envoy/conflicting-fields',
      second,
      "'{0}' cannot be used together with '{1}'.",
      'grpc_service',
      'http_service',
    );
};
