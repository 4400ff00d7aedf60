import { accessLogPath } from './access-log-path.ts';
import { appendAction } from './append-action.ts';
import { bootstrapTracing } from './bootstrap-tracing.ts';
import { contentType } from './content-type.ts';
import { corsPolicy } from './cors-policy.ts';
import { dnsResolver } from './dns-resolver.ts';
import { eventLogPath } from './event-log-path.ts';
import { httpProtocolOptions } from './http-protocol-options.ts';
import { nestField } from './nest-field.ts';
import { removeField } from './remove-field.ts';
import type { Rewrite } from './rewrite.ts';

/** The rewrites by message and field. Other fields have no replacement that certainly has the same meaning. */
const rewrites: Readonly<Record<string, Readonly<Record<string, Rewrite>>>> = {
  'envoy.config.bootstrap.v3.Admin': { access_log_path: accessLogPath },
  'envoy.config.bootstrap.v3.Bootstrap': { tracing: bootstrapTracing },
  'envoy.config.cluster.v3.Cluster': {
    http_protocol_options: httpProtocolOptions,
    http2_protocol_options: httpProtocolOptions,
    common_http_protocol_options: httpProtocolOptions,
    upstream_http_protocol_options: httpProtocolOptions,
    protocol_selection: httpProtocolOptions,
    max_requests_per_connection: httpProtocolOptions,
    dns_resolution_config: dnsResolver,
    dns_resolvers: dnsResolver,
    use_tcp_for_dns_lookups: dnsResolver,
  },
  'envoy.config.core.v3.ConfigSource': { path: nestField(['path_config_source', 'path']) },
  'envoy.config.core.v3.HeaderValueOption': { append: appendAction },
  'envoy.config.core.v3.HealthCheck': { event_log_path: eventLogPath },
  'envoy.config.core.v3.SubstitutionFormatString': {
    text_format: nestField(['text_format_source', 'inline_string'], '1.17'),
  },
  'envoy.config.route.v3.HeaderMatcher': {
    exact_match: nestField(['string_match', 'exact']),
    prefix_match: nestField(['string_match', 'prefix']),
    suffix_match: nestField(['string_match', 'suffix']),
    contains_match: nestField(['string_match', 'contains']),
    safe_regex_match: nestField(['string_match', 'safe_regex']),
  },
  'envoy.config.route.v3.VirtualHost': { cors: corsPolicy },
  // Envoy uses the sum of the weights and ignores this value (checked with Envoy 1.40).
  'envoy.config.route.v3.WeightedCluster': { total_weight: removeField(() => true) },
  'envoy.extensions.access_loggers.file.v3.FileAccessLog': {
    format: nestField(['log_format', 'text_format_source', 'inline_string']),
    typed_json_format: nestField(['log_format', 'json_format']),
  },
  'envoy.extensions.filters.http.compressor.v3.Compressor.CommonDirectionConfig': { content_type: contentType },
  'envoy.extensions.filters.http.lua.v3.Lua': { inline_code: nestField(['default_source_code', 'inline_string']) },
  // RE2 is always the engine. There is no fix if a program size is set.
  'envoy.type.matcher.v3.RegexMatcher': {
    google_re2: removeField((engine) => engine.kind === 'map' && engine.entries.length === 0),
  },
};

/** The rewrite of a deprecated field, by the full name of its message and its name in snake_case. */
export const rewriteOf = (message: string, name: string): Rewrite | undefined =>
  Object.hasOwn(rewrites, message) && Object.hasOwn(rewrites[message] ?? {}, name)
    ? rewrites[message]?.[name]
    : undefined;
