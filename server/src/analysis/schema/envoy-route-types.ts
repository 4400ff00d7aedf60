/**
 * The HTTP filters with a config for routes, and its types. The API does not contain this: if a filter has two types,
 * they are in one package, and the type for routes is recognized by its name. Each pair, and each line of the lists,
 * was checked with Envoy 1.36 to 1.40.
 */
import { lazy } from '../text/lazy.ts';
import { extensionTypes } from './envoy-facts.ts';
import { type EnvoyElement, isFrom, presence } from './envoy-versions.ts';

const filters = 'envoy.extensions.filters.http';

/** "doesn't support virtual host or route specific configurations". */
const withoutRouteConfig: ReadonlySet<string> = new Set(
  [
    'a2a.v3.A2a',
    'adaptive_concurrency.v3.AdaptiveConcurrency',
    'admission_control.v3.AdmissionControl',
    'alternate_protocols_cache.v3.FilterConfig',
    'body_size_limit.v3.BodySizeLimit',
    'cache.v3.CacheConfig',
    'cache_v2.v3.CacheV2Config',
    'cdn_loop.v3.CdnLoopConfig',
    'connect_grpc_bridge.v3.FilterConfig',
    'credential_injector.v3.CredentialInjector',
    'decompressor.v3.Decompressor',
    'gcp_authn.v3.GcpAuthnFilterConfig',
    'geoip.v3.Geoip',
    'grpc_http1_bridge.v3.Config',
    'grpc_stats.v3.FilterConfig',
    'grpc_web.v3.GrpcWeb',
    'health_check.v3.HealthCheck',
    'ip_tagging.v3.IPTagging',
    'mcp_router.v3.McpRouter',
    'original_src.v3.OriginalSrc',
    'proto_api_scrubber.v3.ProtoApiScrubberConfig',
    'proto_message_extraction.v3.ProtoMessageExtractionConfig',
    'rate_limit_quota.v3.RateLimitQuotaFilterConfig',
    'rate_limit_quota.v3.RateLimitQuotaOverride',
    'router.v3.Router',
    'tap.v3.Tap',
    'thrift_to_metadata.v3.ThriftToMetadata',
    'wasm.v3.Wasm',
  ].map((name) => `${filters}.${name}`),
);

/** The same before a version, for filters that take their own type for routes since then. */
const withoutRouteConfigBefore: Readonly<Record<string, string>> = {
  [`${filters}.json_to_metadata.v3.JsonToMetadata`]: '1.37',
  [`${filters}.set_metadata.v3.Config`]: '1.39',
};

/** Whether the type belongs to a filter without a config for virtual hosts and routes, so that Envoy rejects one. */
export function hasNoRouteConfig(type: string, version?: string): boolean {
  if (withoutRouteConfig.has(type)) return true;
  if (version === undefined) return false;
  const since = withoutRouteConfigBefore[type];
  if (since !== undefined) return !isFrom(since, version);
  const forRoutes = routeTypeOf(type);
  return forRoutes !== undefined && presence(messageNamed(forRoutes), version) === 'absent';
}

const messageNamed = (name: string): EnvoyElement => ({ kind: 'message', name });

/** Whether the type is the config of a filter for virtual hosts and routes, and not for the filter itself. */
const isRouteType = (type: string): boolean =>
  /\.(\w+PerRoute|PerRouteConfig|McpOverride|RateLimitQuotaOverride|CorsPolicy)$/.test(type);

/**
 * The type that the filter uses for virtual hosts and routes instead. Undefined if it is the same type, or if there is
 * none.
 */
export const routeTypeOf = (type: string): string | undefined =>
  isRouteType(type) ? undefined : httpFilterTypes().forRoutes.get(packageOf(type));

/** What the filter takes whose routes have this type. */
export const filterTypeOf = (type: string): string | undefined =>
  isRouteType(type) ? httpFilterTypes().forFilters.get(packageOf(type)) : undefined;

/** The first types of both sides, by package. */
const httpFilterTypes = lazy(() => {
  const first = (types: readonly string[]) =>
    new Map(types.toReversed().map((type) => [packageOf(type), type] as const));
  const types = extensionTypes('envoy.filters.http').map(({ type }) => type);
  return {
    forRoutes: first(types.filter(isRouteType)),
    forFilters: first(types.filter((type) => !isRouteType(type))),
  };
});

const packageOf = (type: string): string => type.slice(0, type.lastIndexOf('.'));
