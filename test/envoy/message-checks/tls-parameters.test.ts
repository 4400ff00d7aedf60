import { checkDiagnostics } from '../../fixture/check.ts';
import { error, quiet, upstreamTls } from './configs.ts';

const parameters = (fields: string) => upstreamTls(`common_tls_context: { tls_params: { ${fields} } }`);

describe('parameters of TLS', () => {
  it('are cipher suites that BoringSSL has', () => {
    const suites = (text: string) => parameters(`cipher_suites: ["${text}"]`);
    for (const wrong of [
      'DHE-RSA-AES128-GCM-SHA256',
      'ECDHE-RSA-AES256-SHA384',
      'ecdhe-rsa-aes128-gcm-sha256',
      'RC4-SHA',
    ])
      checkDiagnostics(suites(wrong) + error(wrong, 'invalid-value'), quiet);
    checkDiagnostics(suites('ECDHE-RSA-AES128-GCM-SHA256:NULL-SHA') + error('NULL-SHA', 'invalid-value'), quiet);
    checkDiagnostics(
      `${suites('TLS_AES_128_GCM_SHA256')}#? error envoy/invalid-value at "TLS_AES_128_GCM_SHA256": 'TLS_AES_128_GCM_SHA256' is a TLS 1.3 cipher suite. Those are always enabled and must not be listed.\n`,
      quiet,
    );
    const right = [
      '[ECDHE-RSA-AES128-GCM-SHA256|ECDHE-RSA-CHACHA20-POLY1305]',
      'ECDHE+AESGCM',
      'HIGH',
      '${SUITES}',
      '',
    ];
    for (const one of [...right, 'TLS_RSA_WITH_AES_128_CBC_SHA']) checkDiagnostics(suites(one), quiet);
  });

  it('are curves by the names of BoringSSL', () => {
    const curves = (text: string) => parameters(`ecdh_curves: [${text}]`);
    checkDiagnostics(curves('X25519, P256') + error('P256', 'invalid-value'), quiet);
    checkDiagnostics(curves('secp256r1') + error('secp256r1', 'invalid-value'), quiet);
    checkDiagnostics(curves('"X25519:P-256", prime256v1, P-521'), quiet);
  });

  it('are words, also the algorithms of signatures', () => {
    const off = { 'envoy/tls-without-validation': 'off' } as const;
    for (const text of ['*', '/x'])
      for (const field of ['cipher_suites', 'signature_algorithms'])
        checkDiagnostics(`${parameters(`${field}: ["${text}"]`)}#? error envoy/invalid-value at "${text}"\n`, off);
    checkDiagnostics(parameters('signature_algorithms: [rsa_pss_rsae_sha256, RSA-PSS+SHA256, ed25519]'), off);
    checkDiagnostics(parameters('cipher_suites: ["ECDHE+AESGCM", "!kRSA", "${SUITES}"]'), off);
  });
});
