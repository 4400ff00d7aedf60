import { checkDiagnostics } from '../../fixture/check.ts';
import { error, extension, listener, quiet, tcp, tcpProxy, upstreamTls } from './configs.ts';

describe('contexts of TLS', () => {
  it('have a key with each certificate', () => {
    const certificate = (fields: string) => upstreamTls(`common_tls_context: { tls_certificates: [{ ${fields} }] }`);
    checkDiagnostics(
      certificate('certificate_chain: { filename: /a }') + error('certificate_chain', 'missing-field'),
      quiet,
    );
    checkDiagnostics(certificate('certificate_chain: { filename: /a }, private_key: { filename: /b }'), quiet);
    checkDiagnostics(certificate(''), quiet);
    checkDiagnostics(certificate('certificate_chain: { filename: /a }, …: …'), quiet);
  });

  it('have an object identifier for other names, and no regular expression that ignores the case', () => {
    const names = (name: string, more = '') =>
      upstreamTls(
        `common_tls_context: { validation_context: { trusted_ca: { filename: /a }, match_typed_subject_alt_names: [${name}] }${more} }`,
      );
    checkDiagnostics(
      names('{ san_type: OTHER_NAME, matcher: { exact: a } }') + error('san_type', 'missing-field'),
      quiet,
    );
    checkDiagnostics(names('{ san_type: OTHER_NAME, oid: 1.2.3, matcher: { exact: a } }'), quiet);
    checkDiagnostics(names('{ san_type: DNS, matcher: { exact: a } }'), quiet);
    const regex = '{ san_type: DNS, matcher: { safe_regex: { regex: a }, ignore_case: true } }';
    checkDiagnostics(names(regex) + error('ignore_case', 'conflicting-fields'), quiet);
    const sds = ', tls_certificate_sds_secret_configs: [{ name: a, sds_config: { ads: {} } }]';
    checkDiagnostics(names(regex, sds), { ...quiet, 'envoy/node-missing': 'off' });
  });

  it('have names of protocols', () => {
    const alpn = (list: string) => upstreamTls(`common_tls_context: { alpn_protocols: [${list}] }`);
    checkDiagnostics(alpn('"", h2') + error('""', 'out-of-range'), quiet);
    checkDiagnostics(alpn('""'), quiet);
    checkDiagnostics(alpn('h2, http/1.1'), quiet);
  });

  it('check names only if the certificate is verified', () => {
    const automatic = (fields: string) => upstreamTls(`auto_sni_san_validation: true${fields}`);
    checkDiagnostics(automatic('') + error('auto_sni_san_validation', 'missing-dependency'), quiet);
    checkDiagnostics(
      automatic(', common_tls_context: { validation_context: {} }') +
        error('auto_sni_san_validation', 'missing-dependency'),
      quiet,
    );
    checkDiagnostics(
      automatic(', common_tls_context: { validation_context: { trusted_ca: { filename: /a } } }'),
      quiet,
    );
  });

  it('wait for secrets from SDS, so the content is not checked before', () => {
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

  it('have session ticket keys of 80 bytes', () => {
    const keys = (key: string) =>
      listener(
        `${tcp}, filter_chains: [{ transport_socket: ${extension('envoy.extensions.transport_sockets.tls.v3.DownstreamTlsContext', `common_tls_context: { tls_certificates: [{ certificate_chain: { filename: /a }, private_key: { filename: /b } }] }, session_ticket_keys: { keys: [{ ${key} }] }`)}, filters: [${tcpProxy}] }]`,
      );
    const off = { ...quiet, 'envoy/secret-inline': 'off', 'envoy/unknown-cluster': 'off' } as const;
    checkDiagnostics(
      `${keys('inline_string: abc')}#? error envoy/out-of-range at "abc": A session ticket key must have 80 bytes. This one has 3.\n`,
      off,
    );
    checkDiagnostics(keys(`inline_string: ${'é'.repeat(40)}`), off);
    checkDiagnostics(keys(`inline_bytes: ${'YWFh'.repeat(26)}YWE=`), off);
    checkDiagnostics(keys(`inline_bytes: ${'YWFh'.repeat(26)}`) + error('YWFh'.repeat(26), 'out-of-range'), off);
    checkDiagnostics(keys('inline_string: "${KEY}"'), off);
    checkDiagnostics(keys('filename: /key'), off);
  });
});
