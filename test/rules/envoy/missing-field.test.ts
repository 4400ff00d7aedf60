import { envoyMissingField } from '../../../server/src/analysis/rules/envoy/missing-field.ts';
import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

describe('envoy/missing-field', () => {
  it('reports its examples, and the fix repairs them', () => {
    for (const { before, after } of envoyMissingField.examples) {
      checkDiagnostics(before);
      if (after !== undefined) checkFix(before, 'envoy/missing-field', after);
    }
  });

  it('reports nothing about extensions that Envoy does not look at while it loads a config', () => {
    const plugin = 'type.googleapis.com/envoy.config.grpc_credential.v3.FileBasedMetadataConfig';
    const source = `{ api_type: GRPC, grpc_services: [{ google_grpc: { target_uri: a, stat_prefix: s, call_credentials: [{ from_plugin: { name: envoy.grpc_credentials.file_based_metadata, typed_config: { "@type": ${plugin}, secret_data: {} } } }] } }] }`;
    const config = (lines: string) => `#- /envoy.yaml\nnode: { id: a, cluster: c }\n${lines}\nstatic_resources: {}\n`;
    checkDiagnostics(config(`hds_config: ${source}`));
    checkDiagnostics(config(`dynamic_resources: { ads_config: ${source} }`));
  });
});
