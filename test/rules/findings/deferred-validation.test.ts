import { checkDiagnostics } from '../../fixture/check.ts';
import { error, quiet, upstreamTls } from '../../envoy/message-checks/configs.ts';

describe('parts that Envoy checks later', () => {
  it('are contexts of TLS that wait for secrets from SDS', () => {
    const sds = 'sds_config: { path_config_source: { path: /sds.yaml } }';
    const context = (fields: string, more: string) =>
      upstreamTls(`common_tls_context: { tls_certificate_sds_secret_configs: [{ name: a, ${fields} }], ${more} }`);
    const garbage = 'validation_context: { trusted_ca: { inline_string: garbage } }';
    checkDiagnostics(`${context(sds, garbage)}#? warning envoy/invalid-value at "inline_string"\n`, quiet);
    checkDiagnostics(
      upstreamTls(`common_tls_context: { ${garbage} }`) + error('inline_string', 'invalid-value'),
      quiet,
    );
    checkDiagnostics(context(sds, 'alpn_protocols: ["", h2]'), quiet);
    checkDiagnostics(
      `${context(sds, 'tls_params: { ecdh_curves: "*" }')}#? warning envoy/invalid-value at "*"\n`,
      quiet,
    );
  });
});
