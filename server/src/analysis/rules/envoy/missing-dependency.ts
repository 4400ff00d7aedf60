import { enumField } from '../../envoy/enum-field.ts';
import { field, fieldEntry, fieldItems, fieldPath } from '../../envoy/envoy-field.ts';
import { envoyBool, envoyDuration, envoyString, isBlank } from '../../envoy/envoy-scalar.ts';
import { visitApiMaps } from '../../envoy/extensions.ts';
import { hasElision } from '../../envoy/has-elision.ts';
import { loadedListenerNodes } from '../../envoy/loaded-listeners.ts';
import type { MessageContext, ReportProblem } from '../../envoy/message-checks/message-check.ts';
import { hasUnknownKeys } from '../../envoy/message-checks/unknown-keys.ts';
import { anyType, extensionType } from '../../envoy/typed/any-type.ts';
import { isUnset } from '../../envoy/validate/loaded-scalar.ts';
import { blockCheck } from '../../yaml/incremental/memo.ts';
import type { YamlEntry, YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { messageRule } from '../rule.ts';

export const missingDependency = messageRule({
  code: 'envoy/missing-dependency',
  formerCodes: ['envoy/refused-value', 'envoy/conflicting-fields'],
  severity: 'error',
  needsWhole: true,
  summary: 'A field or value requires another one that is not set.',
  why: 'Envoy’s own code accepts the field only together with another one. Examples are `lb_policy: LOAD_BALANCING_POLICY_CONFIG` without `load_balancing_policy`, and names to check in certificates without a trusted CA.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ type: STATIC => type: STATIC\\n          lb_policy: LOAD_BALANCING_POLICY_CONFIG
#? error envoy/missing-dependency at "lb_policy": 'LOAD_BALANCING_POLICY_CONFIG' requires 'load_balancing_policy'.
`,
    },
  ],
  visits: {
    'envoy.config.bootstrap.v3.Bootstrap': [internalListeners, localClusterLimits],
    'envoy.extensions.filters.http.health_check.v3.HealthCheck': healthCheckCache,
    'envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy': earlyData,
    'envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy.TunnelingConfig': postPath,
    'envoy.extensions.transport_sockets.tls.v3.CommonTlsContext': certificateValidation,
    'envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext': automaticNames,
  },
});

/** Listeners without a socket are known to Envoy only by an extension. */
function internalListeners(node: YamlMap, report: ReportProblem): void {
  const extensions = fieldItems(field(node, 'bootstrap_extensions'));
  if (extensions.some((extension) => extensionType(extension)?.endsWith('.InternalListener'))) return;
  for (const listener of fieldItems(fieldPath(node, 'static_resources', 'listeners'))) {
    const entry = fieldEntry(listener, 'internal_listener');
    if (entry)
      report(
        entry,
        "Internal listeners require the extension '{0}' in '{1}'.",
        'envoy.bootstrap.internal_listener',
        'bootstrap_extensions',
      );
  }
}

/** "local_cluster_rate_limit is set but no local cluster name is present" (Envoy 1.36 to 1.40). */
function localClusterLimits(node: YamlMap, report: ReportProblem, { memo }: MessageContext): void {
  const local = field(field(node, 'cluster_manager'), 'local_cluster_name');
  if (!isBlank(local)) return;
  const found: YamlEntry[] = [];
  const blocks = blockCheck(memo, 'limits shared in the local cluster', () => found.length);
  for (const listener of loadedListenerNodes(node))
    visitApiMaps(
      listener,
      (map) => {
        const limit = fieldEntry(map, 'local_cluster_rate_limit');
        if (limit && !isUnset(limit.value) && anyType(map) === LOCAL_LIMIT) found.push(limit);
      },
      (inner, into) => blocks.look(inner, '', into),
    );
  if (found.length === 0 || hasElision(node, memo) || hasUnknownKeys(node, 'envoy.config.bootstrap.v3.Bootstrap'))
    return;
  for (const limit of found)
    report(limit, "'{0}' requires '{1}'.", limit.key.text, 'cluster_manager.local_cluster_name');
}

const LOCAL_LIMIT = 'envoy.extensions.filters.http.local_ratelimit.v3.LocalRateLimit';

/** "Can't set a post path when POST method isn't used". */
function postPath(node: YamlMap, report: ReportProblem): void {
  const path = fieldEntry(node, 'post_path');
  if (path && envoyString(path.value)?.value && envoyBool(field(node, 'use_post')) !== true)
    report(path, "'{0}' requires '{1}'.", 'post_path', 'use_post: true');
}

/** "cache_time_ms must not be set when path_through_mode is disabled". */
function healthCheckCache(node: YamlMap, report: ReportProblem): void {
  const cache = fieldEntry(node, 'cache_time');
  // Envoy counts in milliseconds, and 0 is no time.
  const isSet = (envoyDuration(cache?.value) ?? 0) >= 0.001;
  if (cache && isSet && envoyBool(field(node, 'pass_through_mode')) === false)
    report(cache, "'{0}' requires '{1}'.", 'cache_time', 'pass_through_mode: true');
}

const tcpProxy = 'envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy';

/** "max_early_data_bytes must be set when upstream_connect_mode is not IMMEDIATE". */
function earlyData(node: YamlMap, report: ReportProblem): void {
  const entry = fieldEntry(node, 'upstream_connect_mode');
  const mode = enumField(node, tcpProxy, 'upstream_connect_mode');
  if (!entry || mode === undefined || mode === 'IMMEDIATE' || !isUnset(field(node, 'max_early_data_bytes'))) return;
  if (!hasElision(node) && !hasUnknownKeys(node, tcpProxy))
    report(entry, "'{0}' requires '{1}'.", mode, 'max_early_data_bytes');
}

const tls = 'envoy.extensions.transport_sockets.tls.v3';

/**
 * Names in a certificate are useless if no CA confirms them. If a context is combined with one from SDS, that one may
 * contain the CA.
 */
function certificateValidation(node: YamlMap, report: ReportProblem): void {
  const context = field(node, 'validation_context');
  const names = ['match_typed_subject_alt_names', 'match_subject_alt_names']
    .map((name) => fieldEntry(context, name))
    .find((entry) => fieldItems(entry?.value).length > 0);
  if (!names || trust.some((name) => fieldEntry(context, name))) return;
  report(names, "Checking the names in certificates requires '{0}'.", 'trusted_ca');
}

/** What may vouch for a certificate, or replaces the check. */
const trust = [...['trusted_ca', 'ca_certificate_provider_instance', 'system_root_certs', 'custom_validator_config']];

/** "'auto_sni_san_validation' was configured without a validation context", or without a trusted CA. */
function automaticNames(node: YamlMap, report: ReportProblem): void {
  const automatic = fieldEntry(node, 'auto_sni_san_validation');
  const common = field(node, 'common_tls_context');
  if (!automatic || envoyBool(automatic.value) !== true || hasElision(node)) return;
  if (common?.kind === 'map' && hasUnknownKeys(common, `${tls}.CommonTlsContext`)) return;
  if (contexts.some((name) => fieldEntry(common, name))) return;
  const context = field(common, 'validation_context');
  if (trust.some((name) => fieldEntry(context, name))) return;
  report(automatic, "Checking the names in certificates requires '{0}'.", 'validation_context.trusted_ca');
}

const contexts = [
  ...['validation_context_sds_secret_config', 'combined_validation_context'],
  ...['validation_context_certificate_provider', 'validation_context_certificate_provider_instance'],
];
