import { apiType } from '../../envoy/enum-field.ts';
import { field, fieldEntry, fieldItems } from '../../envoy/envoy-field.ts';
import { hasElision } from '../../envoy/has-elision.ts';
import type { MessageCheck, MessageContext, ReportProblem } from '../../envoy/message-checks/message-check.ts';
import { setEntries } from '../../envoy/message-checks/set-entries.ts';
import { isUnset } from '../../envoy/validate/loaded-scalar.ts';
import { isFrom } from '../../schema/envoy-versions.ts';
import type { YamlMap } from '../../yaml/syntax/yaml-node.ts';
import { asMap } from '../../yaml/syntax/yaml-path.ts';
import { removeFieldFixes } from '../fixes/remove-field-fix.ts';
import { messageRule } from '../rule.ts';

export const invalidConfigSource = messageRule({
  code: 'envoy/invalid-config-source',
  formerCodes: ['envoy/refused-value', 'envoy/conflicting-fields'],
  severity: 'error',
  summary: 'A source of xDS resources has a type or fields that Envoy does not accept.',
  why: 'Whether a source is REST, gRPC or aggregated decides which of its fields are allowed. ADS is selected by `ads: {}`, and only `ads_config` itself may name the management server.',
  examples: [
    {
      before: `#- /envoy-config.yaml stock:sidecar-config
#~ admin: => dynamic_resources: { cds_config: { resource_api_version: V3, api_config_source: { api_type: AGGREGATED_GRPC, transport_api_version: V3, grpc_services: [{ envoy_grpc: { cluster_name: app } }] } } }\\n    admin:
#? error envoy/invalid-config-source at "AGGREGATED_GRPC": 'api_type' must be 'GRPC', 'DELTA_GRPC' or 'REST'. To use ADS, write 'ads: {}'.
#? warning envoy/http2-to-grpc-missing at "app"#3
`,
    },
  ],
  visits: {
    'envoy.config.bootstrap.v3.Bootstrap': authoritySources,
    'envoy.config.bootstrap.v3.Bootstrap.DynamicResources': plainSource('cds_config', 'lds_config'),
    'envoy.config.bootstrap.v3.RuntimeLayer.RtdsLayer': plainSource('rtds_config'),
    'envoy.config.cluster.v3.Cluster.EdsClusterConfig': plainSource('eds_config'),
    'envoy.config.core.v3.ExtensionConfigSource': plainSource('config_source'),
    'envoy.config.route.v3.Vhds': virtualHostSource,
    'envoy.extensions.filters.network.http_connection_manager.v3.Rds': plainSource('config_source'),
    'envoy.extensions.filters.network.http_connection_manager.v3.ScopedRds': plainSource('scoped_rds_config_source'),
    'envoy.extensions.transport_sockets.tls.v3.SdsSecretConfig': plainSource('sds_config'),
  },
  fixes: (problem, subject) => removeFieldFixes(subject, problem, false),
});

/** Only `ads_config` and the sources of authorities are aggregated (Envoy 1.40: "Unsupported config source AGGREGATED_GRPC"). */
function plainSource(...names: readonly string[]): MessageCheck {
  return (node, report) => {
    for (const name of names) {
      const source = field(field(node, name), 'api_config_source');
      const type = field(source, 'api_type');
      if (type && apiType(source)?.startsWith('AGGREGATED_'))
        report(
          type,
          "'{0}' must be '{1}', '{2}' or '{3}'. To use ADS, write '{4}'.",
          'api_type',
          'GRPC',
          'DELTA_GRPC',
          'REST',
          'ads: {}',
        );
    }
  };
}

/** "only 'DELTA_GRPC' or 'ADS' … is supported as a config source" (Envoy 1.40): virtual hosts are asked for one by one. */
function virtualHostSource(node: YamlMap, report: ReportProblem, { version }: MessageContext): void {
  const source = asMap(field(node, 'config_source'));
  if (!isFrom('1.40', version ?? '1.40') || !source || hasElision(source)) return;
  const type = field(field(source, 'api_config_source'), 'api_type');
  const isOther = apiType(field(source, 'api_config_source'))?.endsWith('DELTA_GRPC') === false;
  const [file] = setEntries(source, 'path', 'path_config_source', 'self');
  const at = file ?? (isOther ? type : undefined);
  if (at)
    report(
      at,
      "Virtual hosts must come from an '{0}' with '{1}' or from '{2}'.",
      'api_config_source',
      'DELTA_GRPC',
      'ads',
    );
}

/** "Only api_config_source type is currently supported for xdstp-based config sources". */
function authoritySources(node: YamlMap, report: ReportProblem): void {
  for (const list of ['config_sources', 'default_config_source'])
    for (const source of fieldItems(field(node, list)))
      for (const name of ['path', 'path_config_source', 'ads', 'self']) {
        const entry = fieldEntry(source, name);
        if (entry && !isUnset(entry.value))
          report(entry, "The source of an authority must be '{0}'.", 'api_config_source');
      }
}
