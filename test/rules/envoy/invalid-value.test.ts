import { envoyInvalidValue } from '../../../server/src/analysis/rules/envoy/invalid-value.ts';
import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

describe('envoy/invalid-value', () => {
  it('reports its examples, and the fix repairs them', () => {
    for (const { before, after } of envoyInvalidValue.examples) {
      checkDiagnostics(before);
      if (after !== undefined) checkFix(before, 'envoy/invalid-value', after);
    }
  });

  it('reports certificates and keys that are not PEM', () => {
    const cluster = (source: string) =>
      `#- /envoy.yaml\nstatic_resources:
  clusters:
    - name: app
      transport_socket:
        name: tls
        typed_config:
          "@type": type.googleapis.com/envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext
          common_tls_context: { validation_context: { trusted_ca: { ${source} } } }
`;
    checkDiagnostics(
      `${cluster('inline_bytes: aGVsbG8=')}#? error envoy/invalid-value at "inline_bytes": This is not valid PEM. It must contain '-----BEGIN …'.\n`,
    );
    checkDiagnostics(`${cluster('inline_string: hello')}#? error envoy/invalid-value at "inline_string"\n`);
    for (const source of [
      'inline_string: "-----BEGIN CERTIFICATE-----"',
      'inline_bytes: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0t',
      'inline_string: "${CA}"',
      'filename: /ca.pem',
    ])
      checkDiagnostics(cluster(source));
  });
});
