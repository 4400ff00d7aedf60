import { successCriteria, successRate } from './admission-control.ts';
import { apiKeys, authorizationPaths, basicAuthUsers, jwtProvider } from './authentication.ts';
import { lambdaArn, signingRegion } from './aws.ts';
import { caseOfRegex } from './case-of-regex.ts';
import { externalProcessor, healthCheckCache, jwksUri } from './filters.ts';
import { addedHeaders, headerMutations, plainHeaders } from './headers.ts';
import { luaCode } from './incomplete-messages.ts';
import type { CodedCheck } from './message-check.ts';
import { jwtProviders } from './local-references.ts';
import { headerToMetadata, jsonToMetadata, oneOf, thriftToMetadata } from './metadata-filters.ts';
import { queryMutations } from './query-mutations.ts';
import { httpRetries } from './looked-up-extensions.ts';
import { localRateLimit } from './rate-limits.ts';
import { accessMatchers } from './routes.ts';

/** The checks of the messages of HTTP filters, by their full names. */
export const httpFilterChecks: Readonly<Record<string, readonly CodedCheck[]>> = {
  'envoy.extensions.filters.http.admission_control.v3.AdmissionControl': [successCriteria, successRate],
  'envoy.extensions.filters.http.api_key_auth.v3.ApiKeyAuth': [apiKeys],
  'envoy.extensions.filters.http.api_key_auth.v3.KeySource': [
    oneOf('envoy.extensions.filters.http.api_key_auth.v3.KeySource', 'header', 'query', 'cookie'),
  ],
  'envoy.extensions.filters.http.aws_lambda.v3.Config': [lambdaArn],
  'envoy.extensions.filters.http.aws_request_signing.v3.AwsRequestSigning': [signingRegion],
  'envoy.extensions.filters.http.basic_auth.v3.BasicAuth': [basicAuthUsers],
  'envoy.extensions.filters.http.cache.v3.CacheConfig': [
    oneOf('envoy.extensions.filters.http.cache.v3.CacheConfig', 'typed_config', 'disabled'),
  ],
  'envoy.extensions.filters.http.cache_v2.v3.CacheV2Config': [
    oneOf('envoy.extensions.filters.http.cache_v2.v3.CacheV2Config', 'typed_config', 'disabled'),
  ],
  'envoy.extensions.filters.http.cors.v3.CorsPolicy': [caseOfRegex('allow_origin_string_match')],
  'envoy.extensions.filters.http.ext_authz.v3.AuthorizationRequest': [plainHeaders('headers_to_add')],
  'envoy.extensions.filters.http.csrf.v3.CsrfPolicy': [caseOfRegex('additional_origins')],
  'envoy.extensions.filters.http.ext_authz.v3.ExtAuthz': [
    caseOfRegex('allowed_headers.patterns', 'disallowed_headers.patterns'),
  ],
  'envoy.extensions.filters.http.ext_authz.v3.HttpService': [authorizationPaths, httpRetries('1.36')],
  'envoy.extensions.filters.http.ext_proc.v3.ExternalProcessor': [externalProcessor],
  'envoy.extensions.filters.http.header_mutation.v3.Mutations': [
    headerMutations(
      'request_mutations',
      'response_mutations',
      'request_trailers_mutations',
      'response_trailers_mutations',
    ),
    queryMutations,
  ],
  'envoy.extensions.filters.http.header_to_metadata.v3.Config': [headerToMetadata],
  'envoy.extensions.filters.http.health_check.v3.HealthCheck': [healthCheckCache],
  'envoy.extensions.filters.http.ip_tagging.v3.IPTagging': [
    oneOf('envoy.extensions.filters.http.ip_tagging.v3.IPTagging', 'ip_tags', 'ip_tags_datasource'),
  ],
  'envoy.extensions.filters.http.json_to_metadata.v3.JsonToMetadata': [jsonToMetadata],
  'envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication': [jwtProviders],
  'envoy.extensions.filters.http.jwt_authn.v3.JwtProvider': [jwtProvider],
  'envoy.extensions.filters.http.jwt_authn.v3.RemoteJwks': [httpRetries('1.37'), jwksUri],
  'envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit': [
    addedHeaders('response_headers_to_add', 'request_headers_to_add_when_not_enforced'),
    localRateLimit,
  ],
  'envoy.extensions.filters.http.lua.v3.Lua': [luaCode],
  'envoy.extensions.filters.http.oauth2.v3.OAuth2Config': [httpRetries('1.37')],
  'envoy.extensions.filters.http.ratelimit.v3.RateLimit': [addedHeaders('response_headers_to_add')],
  'envoy.extensions.filters.http.rbac.v3.RBAC': [accessMatchers],
  'envoy.extensions.filters.http.thrift_to_metadata.v3.ThriftToMetadata': [thriftToMetadata],
  'envoy.extensions.filters.http.thrift_to_metadata.v3.ThriftToMetadataPerRoute': [thriftToMetadata],
};
