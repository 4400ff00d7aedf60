import { checkDiagnostics } from '../../fixture/check.ts';
import { compareWithEnvoy } from '../compare-with-envoy.ts';
import { error, http, quiet } from './configs.ts';

const off = { ...quiet, 'envoy/unknown-cluster': 'off' } as const;
const jwt = (provider: string, more = '') =>
  http('jwt_authn.v3.JwtAuthentication', `providers: { one: { issuer: a, ${provider} } }${more}`);
const keys = (text: string) => jwt(`local_jwks: { inline_string: '${text}' }`);

describe('authentication', () => {
  it('has valid JSON Web Keys', () => {
    checkDiagnostics(
      `${keys('abc')}#? error envoy/invalid-value at "'abc'": This is not a valid JSON Web Key Set: it is not valid JSON.\n`,
      off,
    );
    checkDiagnostics(keys('{}') + error("'{}'", 'invalid-value'), off);
    checkDiagnostics(keys('[]') + error("'[]'", 'invalid-value'), off);
    for (const fine of ['{"keys":[{"kty":"oct","k":"aGVsbG8"}]}', '', '${JWKS}', '{ // a'])
      checkDiagnostics(keys(fine), off);
  });

  it('says which claim becomes a header', () => {
    const claim = (fields: string) =>
      jwt(`local_jwks: { filename: /a }, claim_to_headers: [{ header_name: x-a${fields} }]`);
    checkDiagnostics(claim('') + error('header_name', 'missing-field'), off);
    checkDiagnostics(claim(', claim_name: b'), off);
    checkDiagnostics(claim(', claim_name: b, claim_path: { key: c }') + error('claim_path', 'conflicting-fields'), off);
  });

  it('has users with passwords by SHA', () => {
    const users = (text: string) => http('basic_auth.v3.BasicAuth', `users: { inline_string: "${text}" }`);
    checkDiagnostics(
      http('basic_auth.v3.BasicAuth', 'forward_username_header: x') + error('forward_username_header', 'missing-field'),
      quiet,
    );
    checkDiagnostics(users('alice') + error('alice', 'invalid-value'), off);
    checkDiagnostics(users('alice:secret') + error('alice:secret', 'invalid-value'), off);
    checkDiagnostics(users('alice:{SHA}abc') + error('alice:{SHA}abc', 'invalid-value'), off);
    checkDiagnostics(users('alice:{SHA}2kuSN7rMzfGcB2DKt67EqDWQELA='), off);
    checkDiagnostics(users('${USERS}'), off);
  });

  it('asks at paths that begin with a slash', () => {
    const service = (fields: string) =>
      http('ext_authz.v3.ExtAuthz', `http_service: { server_uri: { uri: a, cluster: app, timeout: 1s }, ${fields} }`);
    checkDiagnostics(service('path_prefix: auth') + error('auth', 'invalid-value', 2), off);
    checkDiagnostics(service('path_prefix: /auth'), off);
    const both = 'path_prefix: /auth, path_override: /other';
    checkDiagnostics(service(both) + error('path_override', 'conflicting-fields'), off);
  });
});

describe('the secret for tokens', () => {
  const named = (name: string) => `{ name: ${name}, generic_secret: { secret: { inline_string: x } } }`;
  const config = (credentials: string, more = '') =>
    http(
      'oauth2.v3.OAuth2',
      `config: { token_endpoint: { cluster: app, uri: o.test, timeout: 3s }, authorization_endpoint: "https://o.test/a", redirect_uri: "https://x/cb", redirect_path_matcher: { path: { exact: /cb } }, signout_path: { path: { exact: /so } }, credentials: { client_id: a, hmac_secret: { name: h }${credentials} }${more} }`,
    ).replace('static_resources:\n', `static_resources:\n  secrets: [${named('h')}, ${named('t')}]\n`);
  compareWithEnvoy(
    {
      'is given, except with TLS': [
        [config(''), error('credentials', 'missing-field'), /token_secret is required/],
        [config(', token_secret: ~'), error('credentials', 'missing-field'), /token_secret is required/],
        [config(', token_secret: { name: t }'), ''],
        [config('', ', auth_type: TLS_CLIENT_AUTH'), ''],
      ],
    },
    { ...off, 'envoy/secret-inline': 'off', 'envoy/https-without-tls': 'off' },
  );
});
