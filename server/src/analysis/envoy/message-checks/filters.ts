import { enumField } from '../enum-field.ts';
import { field, fieldEntry } from '../envoy-field.ts';
import { envoyUint64 } from '../envoy-scalar.ts';
import { isFrom } from '../../schema/envoy-versions.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import { hasElision } from '../has-elision.ts';
import type { CodedCheck } from './message-check.ts';
import { setEntries } from './set-entries.ts';
import { hasUnknownKeys } from './unknown-keys.ts';

/** "fixed_heap: exactly one of max_heap_size_bytes or max_heap_size_bytes_runtime must be set", "max heap size must be greater than 0". */
export const heapSize: CodedCheck = (node, report, { version }) => {
  const runtime = fieldEntry(node, 'max_heap_size_bytes_runtime');
  const size = envoyUint64(field(node, 'max_heap_size_bytes'));
  if (runtime?.value?.kind === 'map' && size && size.value > 0n)
    report(
      'envoy/conflicting-fields',
      runtime,
      "'{0}' cannot be used together with '{1}'.",
      'max_heap_size_bytes',
      'max_heap_size_bytes_runtime',
    );
  // Before, it is a rule of the API.
  if (runtime || !isFrom('1.40', version ?? '1.40') || hasElision(node) || hasUnknownKeys(node, heapType)) return;
  if (size?.value === 0n) report('envoy/out-of-range', size.at, "'{0}' must be greater than 0.", 'max_heap_size_bytes');
  else if (isUnset(field(node, 'max_heap_size_bytes')))
    report('envoy/missing-field', node.entries[0] ?? node, "'{0}' is required.", 'max_heap_size_bytes');
};

const heapType = 'envoy.extensions.resource_monitors.fixed_heap.v3.FixedHeapConfig';

/** "One and only one of grpc_service or http_service must be configured", and trailers follow bodies in full duplex. */
export const externalProcessor: CodedCheck = (node, report) => {
  const services = setEntries(node, 'grpc_service', 'http_service');
  const [, second] = services;
  if (second)
    report(
      'envoy/conflicting-fields',
      second,
      "'{0}' cannot be used together with '{1}'.",
      'grpc_service',
      'http_service',
    );
  else if (services.length === 0 && !hasElision(node) && !hasUnknownKeys(node, externalProcessorType))
    report('envoy/missing-field', node.entries[0] ?? node, "'{0}' is required.", 'grpc_service');
  const mode = field(node, 'processing_mode');
  for (const side of ['request', 'response']) {
    const body = field(mode, `${side}_body_mode`);
    const trailers = enumField(mode, processingModeType, `${side}_trailer_mode`);
    const duplex = 'FULL_DUPLEX_STREAMED';
    if (!body || enumField(mode, processingModeType, `${side}_body_mode`) !== duplex) continue;
    if (trailers !== undefined && trailers !== 'SEND')
      report('envoy/missing-dependency', body, "'{0}' requires '{1}'.", duplex, `${side}_trailer_mode: SEND`);
  }
};

const processingModeType = 'envoy.extensions.filters.http.ext_proc.v3.ProcessingMode';
const externalProcessorType = 'envoy.extensions.filters.http.ext_proc.v3.ExternalProcessor';
