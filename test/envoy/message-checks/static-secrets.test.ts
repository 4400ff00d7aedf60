import { checkDiagnostics } from '../../fixture/check.ts';
import { bootstrap, error, extension, quiet } from './configs.ts';

const config = (secrets: string, common: string) =>
  bootstrap(
    'static_resources:',
    `  secrets: [${secrets}]`,
    '  clusters:',
    `    - { name: app, transport_socket: ${extension('envoy.extensions.transport_sockets.tls.v3.UpstreamTlsContext', `common_tls_context: { ${common} }`)} }`,
  );
const authority = '{ name: trusted, validation_context: { trusted_ca: { filename: /a } } }';
const asked = (more = '') => `validation_context_sds_secret_config: { name: trusted${more} }`;

describe('static secrets', () => {
  it('are there where TLS asks for them by name', () => {
    checkDiagnostics(
      `${config('', asked())}#? error envoy/unknown-name at "trusted": No static secret 'trusted' with 'validation_context' is defined. Set 'sds_config', or add the secret.\n`,
      quiet,
    );
    checkDiagnostics(config(authority, asked()), quiet);
    checkDiagnostics(config('', asked(', sds_config: { path_config_source: { path: /a } }')), quiet);
  });

  it('are of the kind that is asked for', () => {
    const certificate = 'tls_certificate_sds_secret_configs: [{ name: trusted }]';
    checkDiagnostics(config(authority, certificate) + error('trusted', 'unknown-name', 3), quiet);
  });

  it('have names of their own', () => {
    checkDiagnostics(config(`${authority}, ${authority}`, asked()) + error('trusted', 'duplicate-entry', 3), quiet);
    const other = '{ name: trusted, generic_secret: { secret: { inline_string: a } } }';
    checkDiagnostics(config(`${authority}, ${other}`, asked()), quiet);
  });

  it('are read when something asks for them by name: what is wrong in others is a warning', () => {
    const wrong = '{ name: trusted, validation_context: { trusted_ca: { inline_string: none } } }';
    const at = (severity: string) => `#? ${severity} envoy/invalid-value at "inline_string"\n`;
    checkDiagnostics(config(wrong, '') + at('warning'), quiet);
    checkDiagnostics(config(wrong, asked()) + at('error'), quiet);
  });
});
