import { checkDiagnostics } from '../../fixture/check.ts';
import { filtered, httpFilter, routerFilter } from '../../rules/envoy/filtered.ts';
import { compareWithEnvoy } from '../compare-with-envoy.ts';
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

describe('generic secrets', () => {
  const oauth2 = (fields: string) =>
    httpFilter('sign-in', 'oauth2.v3.OAuth2').replace(
      / \} \}$/,
      `, config: { token_endpoint: { cluster: app, uri: http://a/b, timeout: 1s }, authorization_endpoint: http://a/c, redirect_uri: http://a/d, redirect_path_matcher: { path: { exact: /d } }, signout_path: { path: { exact: /e } }, ${fields} } } }`,
    );
  const injected = (type: string, fields: string) =>
    httpFilter('inject', 'credential_injector.v3.CredentialInjector').replace(
      / \} \}$/,
      `, credential: ${extension(`envoy.extensions.http.injected_credentials.${type}`, fields)} } }`,
    );
  const of = (filter: string, ...secrets: readonly string[]) =>
    filtered(filter, routerFilter).replace(
      'static_resources:\n',
      `static_resources:\n  clusters: [{ name: app }]\n  secrets: [${secrets.map((name) => `{ name: ${name}, generic_secret: { secret: { inline_string: a } } }`).join(', ')}]\n`,
    );
  const credentials =
    'credentials: { client_id: x-id, token_secret: { name: x-token }, hmac_secret: { name: x-hmac } }';
  const client = 'client_credentials: { client_id: x-id, client_secret: { name: x-secret } }';
  const injectOauth2 = injected(
    'oauth2.v3.OAuth2',
    `token_endpoint: { cluster: app, uri: http://a/b, timeout: 1s }, ${client}`,
  );
  compareWithEnvoy(
    {
      'are there where OAuth2 asks for them': [
        [of(oauth2(credentials), 'x-hmac'), error('x-token', 'unknown-name'), /invalid token secret configuration/],
        [of(oauth2(credentials), 'x-token'), error('x-hmac', 'unknown-name'), /invalid HMAC secret configuration/],
        [of(oauth2(credentials), 'x-token', 'x-hmac'), ''],
        [of(oauth2(`${credentials}, auth_type: TLS_CLIENT_AUTH`), 'x-hmac'), ''],
        [of(injectOauth2), error('x-secret', 'unknown-name'), /Invalid oauth2 client secret configuration/],
        [of(injectOauth2, 'x-secret'), ''],
      ],
      'are there where a credential or a formatter asks for them': [
        [
          of(injected('generic.v3.Generic', 'credential: { name: x-secret }')),
          error('x-secret', 'unknown-name'),
          /Segmentation fault/,
        ],
        [of(injected('generic.v3.Generic', 'credential: { name: x-secret }'), 'x-secret'), ''],
      ],
    },
    quiet,
  );
});
