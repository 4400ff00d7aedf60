import type { TypedPosition } from '../../../envoy/typed/typed-position.ts';

/** Texts that people write in a field of any config: names of headers, and durations with their unit. */
export function usualTexts({ type, field }: TypedPosition): readonly string[] {
  if (type === 'google.protobuf.Duration') return durations;
  if (!field || type !== 'string') return [];
  const name = `${field.message.slice(field.message.lastIndexOf('.') + 1)}.${field.name}`;
  if (readHeaders.has(name)) return [...pseudoHeaders, ...headers];
  return writtenHeaders.has(name) ? headers : [];
}

const durations = ['1s', '5s', '10s', '30s', '60s', '2s'];

/** Fields that name a header of a request or response that is read. */
const readHeaders: ReadonlySet<string> = new Set([
  ...['HeaderMatcher.name', 'HttpRequestHeaderMatchInput.header_name', 'RequestHeaders.header_name'],
  ...['Header.header_name', 'RouteAction.cluster_header', 'HeaderValueMatch.name'],
]);

/** Fields that name a header that is set or removed. Envoy rejects those that begin with a colon there. */
const writtenHeaders: ReadonlySet<string> = new Set([
  'HeaderValue.key',
  ...['RouteConfiguration', 'VirtualHost', 'Route', 'ClusterWeight'].flatMap((message) => [
    `${message}.request_headers_to_remove`,
    `${message}.response_headers_to_remove`,
  ]),
]);

const pseudoHeaders = [':authority', ':method', ':path'];

const headers = [
  ...['authorization', 'content-type', 'user-agent', 'x-request-id', 'x-forwarded-for', 'x-forwarded-proto'],
  ...['x-envoy-upstream-service-time', 'x-envoy-attempt-count', 'cookie', 'accept', 'cache-control', 'server'],
];
