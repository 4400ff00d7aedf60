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
  fixes: (problem, subject) => removeFieldFixes(subject, problem, false),
});
