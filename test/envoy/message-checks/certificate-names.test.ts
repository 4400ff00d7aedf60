import { checkDiagnostics } from '../../fixture/check.ts';
import { error, quiet, upstreamTls } from './configs.ts';

describe('the names in certificates', () => {
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
});
