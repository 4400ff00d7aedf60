import { enumField } from '../enum-field.ts';
import { field, fieldEntry, fieldItems, fieldPath } from '../envoy-field.ts';
import { envoyBool, envoyDouble, envoyDuration, envoyString, envoyUint64 } from '../envoy-scalar.ts';
import { isFrom } from '../../schema/envoy-versions.ts';
import { isUnfilled, isUnset } from '../validate/loaded-scalar.ts';
import { hasElision } from '../has-elision.ts';
import type { CodedCheck } from './message-check.ts';
import { setEntries } from './set-entries.ts';
import { hasUnknownKeys } from './unknown-keys.ts';

/** The keys of a JWT's issuer are fetched from a whole URL, whose host has no underscore. */
export const jwksUri: CodedCheck = (node, report) => {
  const uri = envoyString(fieldPath(node, 'http_uri', 'uri'));
  if (!uri || isUnfilled(uri.value)) return;
  const host = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]+)/i.exec(uri.value)?.[1];
  if (host === undefined)
    report(
      'envoy/invalid-value',
      uri.at,
      "'{0}' is not a valid URL. It must start with '{1}' or '{2}'.",
      uri.value,
      'http://',
      'https://',
    );
  else if (/[_\s]/.test(host)) report('envoy/invalid-value', uri.at, "'{0}' is not a valid host name.", host);
};

/** What a health check by TCP sends and expects is written in hexadecimal. */
export const hexPayload: CodedCheck = (node, report) => {
  const text = envoyString(field(node, 'text'));
  if (text && !isUnfilled(text.value) && !/^([0-9a-f]{2})*$/i.test(text.value))
    report(
      'envoy/invalid-value',
      text.at,
      "'{0}' is not valid hexadecimal. Write two digits for each byte.",
      text.value,
    );
};

/** A Redis proxy needs a cluster for at least some keys, and one for each prefix. */
export const redisRoutes: CodedCheck = (node, report) => {
  const entry = fieldEntry(node, 'prefix_routes');
  const routes = fieldItems(field(entry?.value, 'routes'));
  if (routes.length === 0 && !fieldEntry(entry?.value, 'catch_all_route'))
    report(
      'envoy/missing-field',
      entry ?? node.entries[0] ?? node,
      "A Redis proxy requires a cluster in '{0}' or '{1}'.",
      'prefix_routes.catch_all_route',
      'prefix_routes.routes',
    );
};

/** "Can't set a post path when POST method isn't used". */
export const postPath: CodedCheck = (node, report) => {
  const path = fieldEntry(node, 'post_path');
  if (path && envoyString(path.value)?.value && envoyBool(field(node, 'use_post')) !== true)
    report('envoy/missing-dependency', path, "'{0}' requires '{1}'.", 'post_path', 'use_post: true');
};

/** "cache_time_ms must not be set when path_through_mode is disabled". */
export const healthCheckCache: CodedCheck = (node, report) => {
  const cache = fieldEntry(node, 'cache_time');
  // Envoy counts in milliseconds, and 0 is no time.
  const isSet = (envoyDuration(cache?.value) ?? 0) >= 0.001;
  if (cache && isSet && envoyBool(field(node, 'pass_through_mode')) === false)
    report('envoy/missing-dependency', cache, "'{0}' requires '{1}'.", 'cache_time', 'pass_through_mode: true');
};

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

/** "scaling_threshold must be less than saturation_threshold": without a value they are 0. */
export const scaledTrigger: CodedCheck = (node, report) => {
  const [scaling, saturation] = ['scaling_threshold', 'saturation_threshold'].map((name) => field(node, name));
  if (hasElision(node) || hasUnknownKeys(node, 'envoy.config.overload.v3.ScaledTrigger')) return;
  const [low, high] = [scaling, saturation].map((value) => (isUnset(value) ? 0 : envoyDouble(value)));
  if (low === undefined || high === undefined || low < high) return;
  report(
    'envoy/out-of-range',
    fieldEntry(node, 'saturation_threshold')?.value ?? fieldEntry(node, 'scaling_threshold') ?? node,
    "'{0}' must be greater than '{1}'.",
    'saturation_threshold',
    'scaling_threshold',
  );
};

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
